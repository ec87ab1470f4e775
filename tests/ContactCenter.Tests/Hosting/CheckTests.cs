using ContactCenter.Hosting.Checks;
using ContactCenter.Storage;
using ContactCenter.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Hosting;

/// <summary>What <c>--check</c> says of an installation that is not started.</summary>
public sealed class CheckTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SandboxServer _sandbox = null!;

    private string Database => _folder.File("contact-center.db");

    public async Task InitializeAsync() =>
        _sandbox = await SandboxServer.StartAsync("http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Where_all_is_well_each_part_has_its_line_and_nothing_is_made()
    {
        _sandbox.OperatorIsOnline("anna");

        var (code, lines) = await CheckAsync();

        Assert.Equal(0, code);
        Assert.Equal("ok     Settings.", lines[0]);
        Assert.Contains($"ok     The database {Database} is made at the first start.", lines);
        Assert.Matches(
            @"^ok     TrueConf Server http://127\.0\.0\.1:\d+: token ok, group 'Operators' has \d operators \(1 signed in, 1 free\), whether guests can join \(its guest licence\) shows with the first call\.$",
            lines[^1]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.Empty(_sandbox.Conferences);
    }

    [Fact]
    public async Task Warnings_are_said_and_are_no_failure()
    {
        var (code, lines) = await CheckAsync();

        Assert.Equal(0, code);
        Assert.StartsWith("       TrueConf:ServerUrl is http://127.0.0.1:", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_was_used_before_can_be_opened_and_stays_as_it_is()
    {
        await UsedBeforeAsync();
        var before = await File.ReadAllBytesAsync(Database);
        var files = Files();

        var (code, lines) = await CheckAsync();

        Assert.Equal((0, 1), (code, lines.Count(line => line == $"ok     The database {Database} can be opened.")));
        Assert.Equal(before, await File.ReadAllBytesAsync(Database));
        Assert.Equal(files, Files());
        await UsedBeforeAsync();
    }

    [Fact]
    public async Task A_database_whose_server_was_killed_can_be_opened_log_and_all()
    {
        await using var app = Program.Build(ServerArguments.For(_sandbox, _folder), CheckCommand.Quietly);
        app.OpenStorage();
        using var killed = new TemporaryFolder();
        foreach (var file in new[] { "contact-center.db", "contact-center.db-wal" })
        {
            File.Copy(_folder.File(file), killed.File(file));
        }

        var (code, lines) = await CheckAsync(("ConnectionStrings:ContactCenter", $"Data Source={killed.File("contact-center.db")}"));

        Assert.Equal((0, 1), (code, lines.Count(line => line == $"ok     The database {killed.File("contact-center.db")} can be opened.")));
    }

    [Theory]
    [InlineData("pragma user_version = 9999", "was written by a newer ContactCenter (schema 9999")]
    [InlineData("pragma user_version = 0", "belongs to another program")]
    public async Task A_database_that_a_start_would_refuse_is_wrong(string spoil, string says)
    {
        await UsedBeforeAsync();
        using (var file = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            file.Open();
            file.Execute(spoil);
        }

        var (code, lines) = await CheckAsync();

        Assert.Equal(1, code);
        Assert.Contains(lines, line => line.StartsWith($"wrong  The database {Database} {says}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_no_database_or_cannot_be_made_is_wrong_and_TrueConf_is_looked_at_all_the_same()
    {
        await File.WriteAllTextAsync(Database, new string('x', 5000));

        var (code, lines) = await CheckAsync();
        var (below, linesBelow) = await CheckAsync(("ConnectionStrings:ContactCenter", $"Data Source={Database}/deeper/contact-center.db"));

        Assert.Equal((1, 1), (code, below));
        Assert.Contains(lines, line => line.StartsWith($"wrong  The database {Database} (ConnectionStrings:ContactCenter) cannot be opened: ", StringComparison.Ordinal));
        Assert.Contains(linesBelow, line => line.StartsWith($"wrong  The database {Database}/deeper", StringComparison.Ordinal));
        Assert.StartsWith("ok     TrueConf Server", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TrueConf:ClientSecret", "hush", "TrueConf:ClientSecret")]
    [InlineData("Routing:Group", "Astronauts", "there is no group 'Astronauts' (Routing:Group)")]
    [InlineData("TrueConf:ServerUrl", "http://127.0.0.1:1", "(TrueConf:ServerUrl) cannot be used just now")]
    public async Task What_is_wrong_with_TrueConf_names_the_setting_and_shows_no_secret(string key, string value, string says)
    {
        var (code, lines) = await CheckAsync((key, value));

        Assert.Equal(1, code);
        Assert.StartsWith("wrong  TrueConf Server http://127.0.0.1:", lines[^1], StringComparison.Ordinal);
        Assert.Contains(says, lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("hush", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("users:read")]
    [InlineData("conferences")]
    [InlineData("conferences.participants")]
    public async Task A_scope_that_only_a_call_needs_is_missed_too(string scope)
    {
        _sandbox.Settings = _sandbox.Settings with { Scopes = [.. _sandbox.Settings.Scopes.Where(one => one != scope)] };

        var (code, lines) = await CheckAsync();

        Assert.Equal(1, code);
        Assert.EndsWith($"lacks the scope {scope}.", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_without_members_is_wrong()
    {
        using var administrator = new HttpClient();
        using var reply = await administrator.DeleteAsync(new Uri(_sandbox.Url, "/_sandbox/users/elena"));

        var (code, lines) = await CheckAsync(("Routing:Group", "Accounting"));

        Assert.Equal(1, code);
        Assert.Contains("group 'Accounting' (Routing:Group) has nobody in it", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_is_not_started_for_it()
    {
        var (code, lines) = await CheckAsync(("TrueConf:ServerUrl", ""), ("Sandbox:Enabled", "true"));

        Assert.Equal((0, "ok     TrueConf:ServerUrl is empty; the sandbox stands in for TrueConf Server."), (code, lines[^1]));
    }

    private async Task<(int Code, string[] Lines)> CheckAsync(params (string Key, string Value)[] settings)
    {
        await using var app = Program.Build(ServerArguments.For(_sandbox, _folder, settings), CheckCommand.Quietly);
        using var output = new StringWriter();
        var code = await app.CheckAsync(output).WithTimeout("everything is checked");
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private string[] Files() => [.. Directory.EnumerateFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal)];

    private async Task UsedBeforeAsync()
    {
        await using var app = Program.Build(ServerArguments.For(_sandbox, _folder), CheckCommand.Quietly);
        app.OpenStorage();
    }
}
