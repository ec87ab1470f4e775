using ContactCenter.Calls;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Replay;

/// <summary><c>--replay</c> as it is called: a process that prints a table and ends.</summary>
[Trait("Category", "Process")]
public class ReplayProcessTests
{
    [Fact]
    public async Task Beside_a_running_server_and_after_it_finished_calls_are_replayed()
    {
        await using var installation = await Installation.StartAsync();
        await ConversationAsync(installation);
        await ConversationAsync(installation);

        await SaysTwoCallsAsync(installation);
        await installation.KillServerAsync();
        await SaysTwoCallsAsync(installation);

        await installation.StartServerAsync();
        await ConversationAsync(installation);
    }

    [Fact]
    public async Task Where_nothing_has_happened_there_is_nothing_to_replay()
    {
        await using var installation = await Installation.StartAsync();
        using var replay = installation.StartProcess("--replay");

        var (exitCode, output, error) = await replay.EndAsync();

        Assert.Equal((0, ""), (exitCode, error));
        Assert.StartsWith("There is nothing to replay", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_named_as_at_a_start_and_a_database_that_is_not_there_too()
    {
        using var folder = new TemporaryFolder();
        string[] place = [$"--contentRoot={Repository.Root}", "--Sandbox:Enabled=true", $"--ConnectionStrings:ContactCenter=Data Source={folder.File("none.db")}"];
        using var wrong = ServerProcess.Start([.. place, "--replay", "--Routing:Strategy=Fastest"]);
        using var nowhere = ServerProcess.Start([.. place, "--replay"]);

        var (exitCode, output, error) = await wrong.EndAsync();
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("Routing:Strategy is Fastest; it must", error, StringComparison.Ordinal);

        (exitCode, output, error) = await nowhere.EndAsync();
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"The database {folder.File("none.db")} (ConnectionStrings:ContactCenter) cannot be read: ", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static async Task SaysTwoCallsAsync(Installation installation)
    {
        using var replay = installation.StartProcess("--replay", "--Routing:Strategy=Random", "--Routing:RingWidth", "2");

        var (exitCode, output, error) = await replay.EndAsync();

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches(@"^2 calls from \d{4}-\d\d-\d\d \d\d:\d\d to .* UTC, \d+ operators\r?\n", output);
        Assert.Matches(@"\nanswered +2 +2 +2 +0\r?\n", output);
        Assert.Matches(@"\nservice level, 20 s +100\.0 % +100\.0 % +100\.0 % +0\.0 %\r?\n", output);
    }

    private static async Task ConversationAsync(Installation installation)
    {
        installation.Sandbox.OperatorIsOnline("anna");
        await using var guest = await installation.GuestCallsAsync();
        await installation.Sandbox.RingsAsync("anna");
        installation.Sandbox.OperatorAnswers("anna");
        await guest.SeesAsync(CallState.Connected);
        await guest.HangUpAsync();
        await guest.SeesAsync(CallState.Ended);
        await installation.Sandbox.EmptiesAsync(within: Waiting.Limit);
    }
}
