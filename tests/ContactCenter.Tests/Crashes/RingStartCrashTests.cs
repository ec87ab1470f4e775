using ContactCenter.Calls;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Crashes;

/// <summary>The server is killed between the intent to ring an operator and its knowledge that the device rings.</summary>
[Trait("Category", "Process")]
public class RingStartCrashTests
{
    private static readonly TimeSpan _forEver = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_conference_that_was_made_while_its_answer_was_lost_is_found_and_run()
    {
        await using var here = await Installation.StartAsync();
        here.Sandbox.Fault(ApiRoute.Create, FaultKind.AppliedButAnswerLost, count: 1);
        here.Sandbox.Latency(ApiRoute.List, _forEver);
        here.Sandbox.OperatorIsOnline("anna");
        await using var guest = await here.GuestCallsAsync();
        await here.Sandbox.WhenAsync("a conference is made", () => here.Sandbox.Conferences is [var made, ..] ? made : null);

        await here.KillServerAsync();
        here.Sandbox.Latency(ApiRoute.List, TimeSpan.Zero);
        await here.StartServerAsync();

        await AnswerAsync(here, guest);
        Assert.Equal(1, Requests(here, ApiRoute.Create));
        Assert.Equal(1, here.Sandbox.Rings("anna"));
    }

    [Fact]
    public async Task A_conference_that_was_made_and_not_run_is_run()
    {
        await using var here = await Installation.StartAsync();
        here.Sandbox.Latency(ApiRoute.Users, _forEver);
        here.Sandbox.OperatorIsOnline("anna");
        await using var guest = await here.GuestCallsAsync();
        await here.Sandbox.WhenAsync("a conference is made", () => here.Sandbox.Conferences is [var made, ..] ? made : null);

        await here.KillServerAsync();
        here.Sandbox.Latency(ApiRoute.Users, TimeSpan.Zero);
        await here.StartServerAsync();

        await AnswerAsync(here, guest);
        Assert.Equal(1, Requests(here, ApiRoute.Create));
        Assert.Equal(1, here.Sandbox.Rings("anna"));
    }

    [Fact]
    public async Task A_conference_whose_operator_went_away_meanwhile_is_not_run()
    {
        await using var here = await Installation.StartAsync();
        here.Sandbox.Latency(ApiRoute.Users, _forEver);
        here.Sandbox.OperatorIsOnline("anna");
        await using var guest = await here.GuestCallsAsync();
        await here.Sandbox.WhenAsync("a conference is made", () => here.Sandbox.Conferences is [var made, ..] ? made : null);

        await here.KillServerAsync();
        here.Sandbox.Latency(ApiRoute.Users, TimeSpan.Zero);
        here.Sandbox.OperatorIsBusy("anna");
        here.Sandbox.OperatorIsOnline("boris");
        await here.StartServerAsync();
        await here.Sandbox.RingsAsync("boris");
        here.Sandbox.OperatorAnswers("boris");

        await guest.SeesAsync(CallState.Connected);
        Assert.Equal(0, here.Sandbox.Rings("anna"));
        await guest.HangUpAsync();
        await here.EverythingIsTidyAsync();
    }

    [Fact]
    public async Task A_ring_that_began_while_its_answer_was_lost_is_not_begun_again()
    {
        await using var here = await Installation.StartAsync();
        here.Sandbox.Fault(ApiRoute.Run, FaultKind.AppliedButAnswerLost, count: 1);
        here.Sandbox.Latency(ApiRoute.Get, _forEver);
        here.Sandbox.Latency(ApiRoute.List, _forEver);
        here.Sandbox.OperatorIsOnline("anna");
        await using var guest = await here.GuestCallsAsync();
        await here.Sandbox.RingsAsync("anna");

        await here.KillServerAsync();
        here.Sandbox.Latency(ApiRoute.Get, TimeSpan.Zero);
        here.Sandbox.Latency(ApiRoute.List, TimeSpan.Zero);
        await here.StartServerAsync();
        await guest.SeesAsync(CallState.Ringing);

        await AnswerAsync(here, guest);
        Assert.Equal(1, Requests(here, ApiRoute.Run));
    }

    [Fact]
    public async Task A_ring_that_was_answered_before_the_server_learnt_of_it_is_a_conversation()
    {
        await using var here = await Installation.StartAsync();
        here.Sandbox.Fault(ApiRoute.Run, FaultKind.AppliedButAnswerLost, count: 1);
        here.Sandbox.Latency(ApiRoute.Get, _forEver);
        here.Sandbox.Latency(ApiRoute.List, _forEver);
        here.Sandbox.OperatorIsOnline("anna");
        await using var guest = await here.GuestCallsAsync();
        await here.Sandbox.RingsAsync("anna");

        await here.KillServerAsync();
        here.Sandbox.Latency(ApiRoute.Get, TimeSpan.Zero);
        here.Sandbox.Latency(ApiRoute.List, TimeSpan.Zero);
        here.Sandbox.OperatorAnswers("anna");
        await here.StartServerAsync();

        await guest.SeesAsync(CallState.Connected);
        await guest.HangUpAsync();
        await here.EverythingIsTidyAsync();
    }

    /// <summary>
    /// Whether TrueConf Server will still carry out what was on its way cannot be known at once: the operator stays taken for
    /// a while, the guest does not wait for that.
    /// </summary>
    [Fact]
    public async Task A_conference_that_was_intended_and_not_made_is_given_up_and_another_operator_asked()
    {
        await using var here = await Installation.StartAsync(("TrueConf:RequestTimeout", "00:00:03"));
        here.Sandbox.Fault(ApiRoute.Create, FaultKind.Hang);
        here.Sandbox.OperatorIsOnline("anna");
        await using var guest = await here.GuestCallsAsync();
        await Eventually.IsTrueAsync("a conference is begun", () => here.Data.ConferencesBegun() == 1);

        await here.KillServerAsync();
        here.Sandbox.ClearFaults();
        here.Sandbox.OperatorIsOnline("boris");
        here.Sandbox.OperatorAnswersAfter("boris", TimeSpan.Zero);
        await here.StartServerAsync();

        Assert.Equal("Boris Lindqvist", (await guest.SeesAsync(CallState.Connected)).Call.Operator?.Name);
        await guest.HangUpAsync();
        await here.EverythingIsTidyAsync();
        Assert.Equal(0, here.Sandbox.Rings("anna"));
    }

    private static async Task AnswerAsync(Installation here, PatientGuest guest)
    {
        await here.Sandbox.RingsAsync("anna");
        here.Sandbox.OperatorAnswers("anna");
        await guest.SeesAsync(CallState.Connected);
        await guest.HangUpAsync();
        await here.EverythingIsTidyAsync();
    }

    private static int Requests(Installation here, ApiRoute route) => here.Sandbox.Log.Count(entry => entry.Route == route);
}
