using ContactCenter.Calls;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Crashes;

/// <summary>The server is killed while guest and operator talk, which they do without it.</summary>
[Trait("Category", "Process")]
public class ConversationCrashTests
{
    [Fact]
    public async Task A_conversation_goes_on_and_the_guest_can_come_back_into_it_and_hang_up()
    {
        await using var here = await Installation.StartAsync();
        await using var guest = await TalkAsync(here);
        var conference = Assert.Single(here.Sandbox.Conferences);

        await here.KillServerAsync();
        var killed = here.Sandbox.Log[^1].Number;
        await here.StartServerAsync();
        await Eventually.IsTrueAsync(
            "the conversation is looked at", () => here.Sandbox.LogAfter(killed).Any(entry => entry.Route == ApiRoute.Participants));

        var joined = await guest.JoinAsync();
        Assert.Equal(2, joined.Leg);
        Assert.Equal(conference.Participants, Assert.Single(here.Sandbox.Conferences).Participants);
        Assert.Equal(CallState.Connected, (await guest.LookAsync()).State);

        await guest.HangUpAsync();
        Assert.Equal(CallOutcome.Completed, (await guest.SeesAsync(CallState.Ended)).Call.Outcome);
        Assert.Equal(
            [CallState.Waiting, CallState.Ringing, CallState.Connected, CallState.Ended], guest.Events.Select(one => one.Type));
        await here.EverythingIsTidyAsync();
    }

    [Fact]
    public async Task A_conversation_that_ended_during_the_outage_is_completed_after_it()
    {
        await using var here = await Installation.StartAsync(("Routing:SoloLimit", "00:00:05"));
        await using var guest = await TalkAsync(here);

        await here.KillServerAsync();
        here.Sandbox.OperatorHangsUp("anna");
        await here.StartServerAsync();

        Assert.Equal(CallOutcome.Completed, (await guest.SeesAsync(CallState.Ended)).Call.Outcome);
        await here.EverythingIsTidyAsync();
    }

    private static async Task<PatientGuest> TalkAsync(Installation here)
    {
        here.Sandbox.OperatorIsOnline("anna");
        here.Sandbox.OperatorAnswersAfter("anna", TimeSpan.Zero);
        var guest = await here.GuestCallsAsync();
        var connected = await guest.SeesAsync(CallState.Connected);
        here.Sandbox.GuestJoins(connected.Call.GuestLink!);
        return guest;
    }
}
