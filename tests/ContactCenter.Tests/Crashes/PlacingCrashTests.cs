using ContactCenter.Calls;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Crashes;

/// <summary>What a 202 promises, and that one server alone keeps the data.</summary>
[Trait("Category", "Process")]
public class PlacingCrashTests
{
    [Fact]
    public async Task A_call_that_was_answered_with_202_is_there_after_a_kill_and_a_repeat_gives_the_same_one()
    {
        const string key = "2b1c7d0e-the-page-made-this-up";
        await using var here = await Installation.StartAsync();

        await using var guest = await here.GuestCallsAsync(key);
        await here.KillServerAsync();
        await here.StartServerAsync();
        await using var repeated = await here.GuestCallsAsync(key);

        Assert.Equal((guest.Call.Id, guest.Call.Token), (repeated.Call.Id, repeated.Call.Token));
        Assert.Equal(CallState.Waiting, (await guest.LookAsync()).State);
        here.Sandbox.OperatorIsOnline("anna");
        here.Sandbox.OperatorAnswersAfter("anna", TimeSpan.Zero);
        await guest.SeesAsync(CallState.Connected);
        await repeated.SeesAsync(CallState.Connected);
        await guest.HangUpAsync();
        await here.EverythingIsTidyAsync();
        Assert.Equal(1, here.Sandbox.Rings("anna"));
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_refuses_to_start_and_names_the_first()
    {
        await using var here = await Installation.StartAsync();
        using var second = here.StartProcess();

        var (exitCode, _, error) = await second.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(here.Data.Path, error, StringComparison.Ordinal);
        Assert.Contains($"process {here.ProcessId}", error, StringComparison.Ordinal);
        await using var guest = await here.GuestCallsAsync();
        Assert.Equal(CallState.Waiting, (await guest.LookAsync()).State);
        await here.RestartServerAsync();
        Assert.Equal(CallState.Waiting, (await guest.LookAsync()).State);
    }
}
