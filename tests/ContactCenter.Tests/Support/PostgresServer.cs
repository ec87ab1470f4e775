using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit.Sdk;

namespace ContactCenter.Tests.Support;

/// <summary>A real PostgreSQL server of the tests' own, on a free port and with its own data; it can be killed, frozen and restarted.</summary>
/// <remarks>
/// PostgreSQL refuses to run as root: then it runs as its package's user - without a process in between, which would stand
/// still with a frozen server and never notice its end. A shell beside it ends it, and throws its data
/// away, when the tests' process is gone, however that came. It does not wait for the disk: what is killed here is a
/// process, never the machine, and a process that is killed has left to the kernel what it has written.
/// </remarks>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string Password = "secret-of-the-tests";

    private const string _user = "contact_center";
    private static readonly bool _isRoot = Environment.UserName == "root";

    private readonly string _programs;
    private readonly string _folder = Directory.CreateTempSubdirectory("contact-center-postgres-").FullName;
    private readonly int _port = FreePort();
    private int _databases;

    private PostgresServer(string programs) => _programs = programs;

    /// <summary>How a client reaches one of its databases.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username={_user};Password={Password}";

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(Programs());
        try
        {
            await server.MakeAsync();
            await server.LaunchAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a database, empty or as the template is; gives its name.</summary>
    public async Task<string> NewDatabaseAsync(string? template = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        // Copied file by file, which is quicker than through the log of a server that syncs nothing.
        await DoAsync($"create database {name} strategy file_copy{(template is null ? "" : $" template {template}")}");
        return name;
    }

    public Task DropDatabaseAsync(string name) => DoAsync($"drop database if exists {name} with (force)");

    /// <summary>Everybody is sent away, and the server comes back at once.</summary>
    public async Task RestartAsync()
    {
        await SignalAsync("INT");
        await GoneAsync();
        await LaunchAsync();
    }

    /// <summary>As the power does when it fails; the server comes back after a while.</summary>
    public async Task KillAsync(TimeSpan? away = null)
    {
        await SignalAsync("KILL");
        await GoneAsync();
        await Task.Delay(away ?? TimeSpan.Zero, TimeProvider.System);
        await LaunchAsync();
    }

    /// <summary>Nothing in the server moves any more, but the network does not say so, until the returned handle is disposed.</summary>
    public async Task<IAsyncDisposable> FreezeAsync()
    {
        await SignalAsync("STOP", everybody: true);
        return new Frozen(this);
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(PidFile))
        {
            await SignalAsync("CONT", everybody: true);
            await SignalAsync("QUIT");
            await GoneAsync();
        }

        await RunAsync("rm", "-rf", _folder);
    }

    private string PidFile => Path.Combine(_folder, "data", "postmaster.pid");

    private async Task MakeAsync()
    {
        if (_isRoot)
        {
            await RunAsync("chown", "postgres", _folder);
        }

        await RunAsync(AsOwner("initdb", "-D", $"{_folder}/data", "-U", _user, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"));
        Watch();
    }

    private async Task LaunchAsync()
    {
        string[] postgres =
        [
            "postgres", "-D", $"{_folder}/data", "-k", _folder, "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=32MB", "-c", "max_connections=300", "-c", "fsync=off", "-c", "log_min_messages=fatal",
        ];

        // The children of a killed server need a moment to notice; until then the next one does not start.
        await Eventually.IsTrueAsync("PostgreSQL answers", async () =>
        {
            using var launched = Process.Start(Quiet(AsOwner(postgres)))!;
            while (!launched.HasExited)
            {
                try
                {
                    await DoAsync("select 1");
                    return true;
                }
                catch (Exception e) when (e is NpgsqlException or SocketException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
                }
            }

            return false;
        });
    }

    private async Task DoAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString("postgres")};Pooling=false;Timeout=5");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task SignalAsync(string signal, bool everybody = false)
    {
        var server = (await File.ReadAllLinesAsync(PidFile))[0];
        await RunAsync("sh", "-c", everybody ? $"kill -{signal} {server}; pkill -{signal} -P {server}; true" : $"kill -{signal} {server}");
    }

    /// <summary>The file stays when the server was killed: the process counts.</summary>
    private Task GoneAsync()
    {
        var server = File.Exists(PidFile) ? File.ReadLines(PidFile).First() : null;
        return Eventually.IsTrueAsync("PostgreSQL is gone", () => server is null || !Directory.Exists($"/proc/{server}"));
    }

    private void Watch() => Process.Start(Quiet(
        "sh", "-c",
        $"while kill -0 {Environment.ProcessId} 2>/dev/null && [ -d {_folder} ]; do sleep 1; done; "
        + $"[ -f {PidFile} ] && kill -QUIT $(head -1 {PidFile}); sleep 1; rm -rf {_folder}"))!.Dispose();

    private string[] AsOwner(params string[] command)
    {
        string[] whole = [Path.Combine(_programs, command[0]), .. command[1..]];
        return _isRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", .. whole] : whole;
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(Quiet(command))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WithTimeout($"{command[0]} has ended");
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)}: {await output} {error}");
    }

    private static ProcessStartInfo Quiet(params string[] command) => new(command[0], command[1..])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = "/tmp",
    };

    /// <summary>Where Debian puts them, the newest first; or where the path says.</summary>
    private static string Programs()
    {
        const string debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(folder => folder.Length).ThenByDescending(folder => folder).Select(folder => $"{folder}/bin")
            : [];
        return newest.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists($"{folder}/initdb") && File.Exists($"{folder}/postgres"))
            ?? throw new XunitException("PostgreSQL is not installed on this machine: install Debian's package postgresql.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Frozen(PostgresServer server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await server.SignalAsync("CONT", everybody: true);
    }
}
