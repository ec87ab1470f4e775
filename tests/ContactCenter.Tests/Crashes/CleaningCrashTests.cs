using ContactCenter.Calls;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Crashes;

/// <summary>The server is killed while it cannot stop a conference that nobody wants any more.</summary>
[Trait("Category", "Process")]
public class CleaningCrashTests
{
    [Fact]
    public async Task A_stop_that_keeps_failing_is_tried_until_it_succeeds_and_the_operator_is_taken_so_long()
    {
        await using var here = await Installation.StartAsync();
        here.Sandbox.OperatorIsOnline("anna");
        await using var gone = await here.GuestCallsAsync();
        await here.Sandbox.RingsAsync("anna");
        here.Sandbox.Fault(ApiRoute.Stop, FaultKind.Status);
        await gone.HangUpAsync();
        await RequestsAsync(here, ApiRoute.Stop, after: 0);

        await here.RestartServerAsync();
        var restarted = here.Sandbox.Log[^1].Number;
        await using var next = await here.GuestCallsAsync();
        await RequestsAsync(here, ApiRoute.Stop, restarted);
        await RequestsAsync(here, ApiRoute.GroupUsers, restarted, times: 3);

        Assert.Equal(1, here.Sandbox.Rings("anna"));
        Assert.Equal(CallState.Waiting, (await next.LookAsync()).State);

        here.Sandbox.ClearFaults();
        await here.Sandbox.StopsRingingAsync("anna", within: Waiting.Limit);
        await here.Sandbox.RingsAsync("anna");
        here.Sandbox.OperatorAnswers("anna");
        await next.SeesAsync(CallState.Connected);
        await next.HangUpAsync();
        await here.EverythingIsTidyAsync();
    }

    [Fact]
    public async Task A_conference_that_was_stopped_and_not_deleted_is_deleted()
    {
        await using var here = await Installation.StartAsync();
        here.Sandbox.OperatorIsOnline("anna");
        await using var guest = await here.GuestCallsAsync();
        await here.Sandbox.RingsAsync("anna");
        here.Sandbox.Fault(ApiRoute.Delete, FaultKind.Hang);
        await guest.HangUpAsync();
        await here.Sandbox.StopsRingingAsync("anna");

        await here.KillServerAsync();
        here.Sandbox.ClearFaults();
        await here.StartServerAsync();

        await here.EverythingIsTidyAsync();
    }

    private static Task RequestsAsync(Installation here, ApiRoute route, long after, int times = 1) => Eventually.IsTrueAsync(
        $"the sandbox was asked {times} times for {route}",
        () => here.Sandbox.LogAfter(after).Count(entry => entry.Route == route) >= times);
}
