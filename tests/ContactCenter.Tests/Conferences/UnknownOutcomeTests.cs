using System.Net;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Conferences;

/// <summary>Requests that TrueConf answers badly, late or not at all: nobody is rung twice, nothing is left behind, no guest is lost.</summary>
public class UnknownOutcomeTests
{
    private static readonly (string, string) _rings10s = ("Routing:RingTimeout", "00:00:10");

    [Fact]
    public async Task A_conference_whose_creation_was_not_answered_is_found_and_rung()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Fault(ApiRoute.Create, FaultKind.AppliedButAnswerLost, count: 1);
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
        app.Sandbox.OperatorAnswers("anna");
        await guest.WaitsForAsync("connected");

        Assert.Equal((1, 1), (app.Asked(ApiRoute.Create), app.Sandbox.Conferences.Count));
    }

    [Fact]
    public async Task A_ring_whose_start_was_not_answered_is_found_and_waited_for()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Fault(ApiRoute.Run, FaultKind.AppliedButAnswerLost, count: 1);
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
        await guest.WaitsForAsync("ringing");
        app.Sandbox.OperatorAnswers("anna");
        await guest.WaitsForAsync("connected");

        Assert.Equal((1, 1), (app.Asked(ApiRoute.Run), app.Rings("anna")));
        Assert.Equal(3, guest.Events.Count);
    }

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.Status)]
    [InlineData(FaultKind.Garbage)]
    [InlineData(FaultKind.Hang)]
    public async Task A_ring_that_never_started_is_withdrawn_and_its_conference_removed(FaultKind fault)
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Fault(ApiRoute.Run, fault, count: 1);
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
        app.Sandbox.OperatorAnswers("anna");
        await guest.WaitsForAsync("connected");

        Assert.Equal((2, 1), (app.Asked(ApiRoute.Create), app.Rings("anna")));
        Assert.Equal(["waiting", "ringing", "connected"], guest.Events.Select(one => one.Type));
        Assert.Single(app.Sandbox.Conferences);
    }

    [Theory]
    [InlineData(FaultKind.Hang)]
    [InlineData(FaultKind.Status)]
    [InlineData(FaultKind.Garbage)]
    [InlineData(FaultKind.NotApplied)]
    public async Task While_it_is_not_known_whether_a_conference_was_made_somebody_else_is_rung(FaultKind fault)
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_rings10s);
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorIsOnline("boris");
        app.Sandbox.OperatorAnswersAfter("boris", TimeSpan.Zero);
        app.Sandbox.Fault(ApiRoute.Create, fault, count: 1);
        using var first = await app.GuestCallsAsync();

        Assert.Equal("Boris Lindqvist", (await first.WaitsForAsync("connected")).Call.Operator!.Name);
        Assert.Equal(0, app.Rings("anna"));

        // When no request can still be on its way, she is asked again.
        using var second = await app.GuestCallsAsync();
        await app.Sandbox.RingsAsync("anna");
        Assert.Equal(["waiting", "ringing", "connected"], first.Events.Select(one => one.Type));
    }

    [Fact]
    public async Task While_the_operators_status_cannot_be_read_nothing_rings_and_then_in_the_same_conference()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Fault(ApiRoute.Users, FaultKind.Status);
        using var guest = await app.GuestCallsAsync();
        var made = await app.Sandbox.WhenAsync("the conference is made", () => app.Sandbox.Conferences is [var one] ? one : null);
        await Eventually.IsTrueAsync("the status was asked for again", () => app.Asked(ApiRoute.Users) > 3);
        Assert.Equal(0, app.Asked(ApiRoute.Run));

        app.Sandbox.ClearFaults();

        Assert.Equal(made.Id, (await app.Sandbox.RingsAsync("anna")).Id);
        Assert.Equal(1, app.Asked(ApiRoute.Create));
    }

    [Theory]
    [InlineData(ApiRoute.Stop, FaultKind.AppliedButAnswerLost)]
    [InlineData(ApiRoute.Stop, FaultKind.Drop)]
    [InlineData(ApiRoute.Stop, FaultKind.Garbage)]
    [InlineData(ApiRoute.Delete, FaultKind.AppliedButAnswerLost)]
    [InlineData(ApiRoute.Delete, FaultKind.Drop)]
    public async Task An_end_whose_answer_is_lost_is_seen_through_and_the_operator_is_free_again(ApiRoute route, FaultKind fault)
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        using var conversation = await app.ConversationAsync();
        app.Sandbox.Fault(route, fault, count: 1);

        await conversation.Guest.HangsUpAsync();
        await app.Sandbox.EmptiesAsync();
        using var next = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
        Assert.Equal(2, app.Rings("anna"));
    }

    [Fact]
    public async Task An_operator_for_whom_TrueConf_refuses_a_conference_rests_and_others_are_asked()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:RetryDelay", "00:00:20"));
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorIsOnline("boris");
        app.Sandbox.OperatorAnswersAfter("boris", TimeSpan.Zero);
        app.Sandbox.Fault(ApiRoute.Create, FaultKind.Status, count: 1, status: 400);
        using var first = await app.GuestCallsAsync();

        var connected = await first.WaitsForAsync("connected");
        using var second = await app.GuestCallsAsync();
        var ringing = await second.WaitsForAsync("ringing");

        Assert.Equal("Boris Lindqvist", connected.Call.Operator!.Name);
        Assert.Equal(1, app.Rings("anna"));
        Assert.True(ringing.At - first.Placed.ArrivedAt >= TimeSpan.FromSeconds(20), "Anna rested for the retry delay.");
    }

    [Fact]
    public async Task While_a_ring_cannot_be_stopped_its_operator_is_not_rung_again_and_the_guest_moves_on()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_rings10s);
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Fault(ApiRoute.Stop, FaultKind.Status);
        using var first = await app.GuestCallsAsync();
        await first.WaitsForAsync("waiting", time: 2);

        app.Sandbox.OperatorAnswersAfter("boris", TimeSpan.Zero);
        app.Sandbox.OperatorIsOnline("boris");
        await first.WaitsForAsync("connected");
        using var second = await app.GuestCallsAsync();
        await app.TimePassesAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, app.Rings("anna"));
        Assert.Equal(["waiting"], second.Events.Select(one => one.Type));

        app.Sandbox.ClearFaults();
        await second.WaitsForAsync("ringing");
        Assert.Equal(2, app.Rings("anna"));
        Assert.Equal(2, app.Sandbox.Conferences.Count(one => one.IsRunning));
    }

    [Fact]
    public async Task A_conference_whose_end_is_not_answered_does_not_hold_up_the_others()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(("TrueConf:RequestTimeout", "00:00:04"));
        using var first = await app.ConversationAsync("anna");
        using var second = await app.ConversationAsync("boris");
        app.Sandbox.Fault(ApiRoute.Stop, FaultKind.Hang, count: 1);

        await first.Guest.HangsUpAsync();
        await Eventually.IsTrueAsync("its end was asked for", () => app.Sandbox.Faults.Count == 0);
        await second.Guest.HangsUpAsync();

        await app.Sandbox.WhenAsync(
            "the other is gone", () => app.Sandbox.Conferences.All(one => one.Id != second.Conference) ? app : null);
        Assert.Equal(first.Conference, Assert.Single(app.Sandbox.Conferences).Id);
        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task When_the_licence_allows_one_conversation_the_next_guest_waits_for_its_end()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:RetryDelay", "00:00:02"));
        app.Sandbox.Settings = app.Sandbox.Settings with { MaxRunning = 1 };
        using var first = await app.ConversationAsync("anna");
        app.Sandbox.OperatorIsOnline("boris");
        using var second = await app.GuestCallsAsync();
        await Eventually.IsTrueAsync("a second one was tried", () => app.Asked(ApiRoute.Run) > 1);
        Assert.Equal(["waiting"], second.Events.Select(one => one.Type));

        await first.Guest.HangsUpAsync();

        await second.WaitsForAsync("ringing");
        Assert.Single(app.Sandbox.Conferences, one => one.IsRunning);
    }

    [Fact]
    public async Task A_conference_that_cannot_be_deleted_is_tried_again_and_told_by_readiness()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        app.Sandbox.Fault(ApiRoute.Delete, FaultKind.Status);
        using var conversation = await app.ConversationAsync();
        await conversation.Guest.HangsUpAsync();

        await Eventually.IsTrueAsync("readiness tells of it", async () => (await app.ReadinessAsync()).Text.Contains("cannot be removed", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await app.ReadinessAsync()).Status);
        app.Sandbox.ClearFaults();

        await app.Sandbox.EmptiesAsync();
        Assert.Equal(1, app.Asked(ApiRoute.Stop));
    }

    [Fact]
    public async Task A_conference_that_vanishes_while_it_rings_is_a_ring_in_vain()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_rings10s);
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        var rung = await app.Sandbox.RingsAsync("anna");

        await administrator.DeletesAsync(rung.Id);

        await guest.WaitsForAsync("ringing", time: 2);
        Assert.NotEqual(rung.Id, (await app.Sandbox.RingsAsync("anna")).Id);
    }

    [Fact]
    public async Task A_conversation_whose_conference_vanishes_is_over()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:SoloLimit", "00:00:05"));
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        using var conversation = await app.ConversationAsync();

        await administrator.DeletesAsync(conversation.Conference);

        Assert.Equal("completed", (await conversation.Guest.WaitsForAsync("ended")).Call.Outcome);
    }
}
