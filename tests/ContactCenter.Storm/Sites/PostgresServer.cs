using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Npgsql;

namespace ContactCenter.Storm.Sites;

/// <summary>A real PostgreSQL server with a data folder of its own, which is killed as a whole and started again on what it had written.</summary>
internal sealed class PostgresServer : SqlStore
{
    private const string _user = "postgres";
    private const string _database = "contact_center";
    private static readonly TimeSpan _longestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("contact-center-storm-").FullName;
    private readonly string _programs;
    private readonly int _port = Machine.FreePort();
    private Process? _process;

    private PostgresServer(string programs) => _programs = programs;

    public override IReadOnlyList<(string Key, string Value)> Settings =>
        [("Storage:Provider", "Postgres"), ("ConnectionStrings:ContactCenter", Address("ContactCenter"))];

    public override bool IsApart => true;

    public override bool IsUp => _process is { HasExited: false };

    public override double ProcessorSeconds =>
        Machine.ChildrenOf(_process!.Id).Append(_process.Id).Sum(Machine.ProcessorSeconds);

    /// <summary>A new server, as Debian's package makes one, with an empty database.</summary>
    public static async Task<PostgresServer> StartNewAsync()
    {
        var programs = Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")).Last(Directory.Exists);
        var server = new PostgresServer(programs);
        await server.RunAsync("chown", _user, server._folder);
        await server.RunAsync(Path.Combine(programs, "initdb"), "-D", server.Data, "-A", "trust", "-U", _user, "--no-locale", "-E", "UTF8");
        await server.StartAsync();
        await server.AskAsync(db => db.ExecuteAsync($"create database {_database}"), _user);
        return server;
    }

    public override async Task StartAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        _process?.Dispose();
        _process = Offspring.Start(AsUser(
            Path.Combine(_programs, "postgres"), "-D", Data, "-k", _folder, "-p", Invariant(_port),
            "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "shared_buffers=64MB"));
        while (!await AnswersAsync())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(began) > _longestStart)
            {
                throw new InvalidOperationException("PostgreSQL does not start.");
            }

            await Task.Delay(_look, TimeProvider.System);
        }
    }

    /// <summary>The postmaster first, so that it cannot tidy up, and then every one of its processes.</summary>
    public override async Task KillAsync()
    {
        var postmaster = _process!.Id;
        var children = Machine.ChildrenOf(postmaster);
        Machine.Signal(postmaster, Machine.SigKill);
        foreach (var child in children)
        {
            Machine.Signal(child, Machine.SigKill);
        }

        await _process.WaitForExitAsync();
        NpgsqlConnection.ClearAllPools();
    }

    public override Task<(int Connections, double Megabytes)> WeightAsync() => AskAsync(async db =>
    {
        var connections = await db.ExecuteScalarAsync<int>("select count(*)::int from pg_stat_activity where application_name = 'ContactCenter'");
        var bytes = await db.ExecuteScalarAsync<long>("select pg_database_size(current_database())");
        return (connections, bytes / 1024.0 / 1024.0);
    });

    public override async ValueTask DisposeAsync()
    {
        if (IsUp)
        {
            await KillAsync();
        }

        _process?.Dispose();
        await RunAsync("rm", "-rf", _folder);
    }

    protected override DbConnection Open() => new NpgsqlConnection(Address("Storm"));

    private string Data => Path.Combine(_folder, "data");

    private async Task<T> AskAsync<T>(Func<DbConnection, Task<T>> question, string database)
    {
        await using var db = new NpgsqlConnection(Address("Storm", database));
        await db.OpenAsync();
        return await question(db);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return await AskAsync(db => db.ExecuteScalarAsync<int>("select 1"), _user) == 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string Address(string application, string database = _database) => Invariant(
        $"Host=127.0.0.1;Port={_port};Username={_user};Database={database};Application Name={application}{(application == "Storm" ? ";Pooling=false;Timeout=5" : "")}");

    private async Task RunAsync(string program, params string[] words)
    {
        var asRoot = program is "chown" or "rm";
        using var process = Process.Start(asRoot ? new ProcessStartInfo(program, words) : AsUser(program, words))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }

    /// <summary>PostgreSQL refuses to run as root. What it says goes to a file beside its data; the shell makes way for it.</summary>
    private ProcessStartInfo AsUser(string program, params string[] words)
    {
        string[] user = Environment.UserName == "root" ? ["setpriv", "--reuid", _user, "--regid", _user, "--clear-groups"] : [];
        var log = Path.Combine(_folder, "postgres.log");
        return new ProcessStartInfo("sh", ["-c", $"exec \"$@\" >> {log} 2>&1", "sh", .. user, program, .. words]) { WorkingDirectory = _folder };
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
