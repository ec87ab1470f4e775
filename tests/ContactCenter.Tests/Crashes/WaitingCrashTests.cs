using ContactCenter.Calls;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Crashes;

/// <summary>The server is killed while guests wait.</summary>
[Trait("Category", "Process")]
public class WaitingCrashTests
{
    [Fact]
    public async Task Guests_who_wait_keep_their_places_and_are_served_in_their_order()
    {
        await using var here = await Installation.StartAsync();
        here.Sandbox.OperatorIsBusy("anna");
        here.Sandbox.OperatorAnswersAfter("anna", TimeSpan.Zero);
        await using var first = await here.GuestCallsAsync();
        await using var second = await here.GuestCallsAsync();
        await second.SeesAsync(CallState.Waiting);

        await here.RestartServerAsync();
        here.Sandbox.OperatorIsOnline("anna");

        await first.SeesAsync(CallState.Connected);
        Assert.Equal(CallState.Waiting, (await second.LookAsync()).State);
        await first.HangUpAsync();
        await second.SeesAsync(CallState.Connected);
        await second.HangUpAsync();
        await here.EverythingIsTidyAsync();
    }

    [Fact]
    public async Task A_guest_who_waits_through_an_outage_of_twenty_seconds_is_still_served()
    {
        await using var here = await Installation.StartAsync();
        here.Sandbox.OperatorIsBusy("anna");
        here.Sandbox.OperatorAnswersAfter("anna", TimeSpan.Zero);
        await using var guest = await here.GuestCallsAsync();
        await guest.SeesAsync(CallState.Waiting);

        await here.KillServerAsync();
        await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System);
        await here.StartServerAsync();
        here.Sandbox.OperatorIsOnline("anna");

        await guest.SeesAsync(CallState.Connected);
        Assert.Equal([CallState.Waiting, CallState.Ringing, CallState.Connected], guest.Events.Select(one => one.Type));
        await guest.HangUpAsync();
        await here.EverythingIsTidyAsync();
    }

    [Fact]
    public async Task A_guest_who_does_not_come_back_after_the_outage_is_not_offered_to_anybody()
    {
        await using var here = await Installation.StartAsync(("Routing:GuestGrace", "00:00:06"));
        here.Sandbox.OperatorIsBusy("anna");
        here.Sandbox.OperatorAnswersAfter("anna", TimeSpan.Zero);
        await using var lost = await here.GuestCallsAsync();
        await using var patient = await here.GuestCallsAsync();
        await patient.SeesAsync(CallState.Waiting);

        await here.KillServerAsync();
        await lost.LeaveAsync();
        here.Sandbox.OperatorIsOnline("anna");
        await here.StartServerAsync();

        await patient.SeesAsync(CallState.Connected);
        await patient.HangUpAsync();
        await here.EverythingIsTidyAsync();
        Assert.Equal(1, here.Sandbox.Rings("anna"));
    }
}
