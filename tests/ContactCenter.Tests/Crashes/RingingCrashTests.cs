using ContactCenter.Calls;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Crashes;

/// <summary>The server is killed while an operator's device rings. The device knows nothing of that and rings on.</summary>
[Trait("Category", "Process")]
public class RingingCrashTests
{
    [Fact]
    public async Task It_rings_on_and_the_answer_after_the_restart_counts()
    {
        await using var here = await Installation.StartAsync();
        await using var guest = await RingAsync(here);

        await here.RestartServerAsync();
        here.Sandbox.OperatorAnswers("anna");

        await guest.SeesAsync(CallState.Connected);
        Assert.Equal([CallState.Waiting, CallState.Ringing, CallState.Connected], guest.Events.Select(one => one.Type));
        Assert.Equal(1, here.Sandbox.Rings("anna"));
        await guest.HangUpAsync();
        await here.EverythingIsTidyAsync();
    }

    [Fact]
    public async Task An_operator_who_answers_during_the_outage_gets_the_guest_after_it()
    {
        await using var here = await Installation.StartAsync();
        await using var guest = await RingAsync(here);

        await here.KillServerAsync();
        here.Sandbox.OperatorAnswers("anna");
        await here.StartServerAsync();

        var connected = await guest.SeesAsync(CallState.Connected);
        here.Sandbox.GuestJoins(connected.Call.GuestLink!);
        Assert.Equal(2, Assert.Single(here.Sandbox.Conferences).Participants.Count);
        Assert.Equal(1, here.Sandbox.Rings("anna"));
        await guest.HangUpAsync();
        await here.EverythingIsTidyAsync();
    }

    [Fact]
    public async Task A_ring_that_ran_out_during_the_outage_is_ended_and_the_next_operator_asked()
    {
        var ringTimeout = TimeSpan.FromSeconds(3);
        await using var here = await Installation.StartAsync(("Routing:RingTimeout", ringTimeout.ToString()));
        await using var guest = await RingAsync(here);

        await here.KillServerAsync();
        await Task.Delay(ringTimeout, TimeProvider.System);
        here.Sandbox.OperatorIsOnline("boris");
        here.Sandbox.OperatorAnswersAfter("boris", TimeSpan.Zero);
        await here.StartServerAsync();

        Assert.Equal("Boris Lindqvist", (await guest.SeesAsync(CallState.Connected)).Call.Operator?.Name);
        await here.Sandbox.StopsRingingAsync("anna");
        await guest.HangUpAsync();
        await here.EverythingIsTidyAsync();
    }

    [Fact]
    public async Task A_guest_who_leaves_during_the_outage_does_not_let_it_ring_for_ever()
    {
        await using var here = await Installation.StartAsync(("Routing:GuestGrace", "00:00:02"));
        await using var guest = await RingAsync(here);

        await here.KillServerAsync();
        await guest.LeaveAsync();
        await here.StartServerAsync();

        await here.EverythingIsTidyAsync();
        Assert.Equal(1, here.Sandbox.Rings("anna"));
    }

    private static async Task<PatientGuest> RingAsync(Installation here)
    {
        here.Sandbox.OperatorIsOnline("anna");
        var guest = await here.GuestCallsAsync();
        await here.Sandbox.RingsAsync("anna");
        await guest.SeesAsync(CallState.Ringing);
        return guest;
    }
}
