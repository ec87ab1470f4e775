using System.Net;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Calls;

/// <summary>From the answer to the end: links, legs, and every way in which a conversation is over.</summary>
public class ConversationTests
{
    private static readonly (string, string) _shortSolo = ("Routing:SoloLimit", "00:00:05");

    [Fact]
    public async Task When_the_guest_hangs_up_the_operator_is_alone_no_longer()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var conversation = await app.ConversationAsync();

        await conversation.Guest.HangsUpAsync();

        Assert.Equal("completed", (await conversation.Guest.WaitsForAsync("ended")).Call.Outcome);
        await app.Sandbox.EmptiesAsync();
    }

    [Theory]
    [InlineData(null, "completed")]
    [InlineData("connectionClosed", "completed")]
    [InlineData("logout", "completed")]
    [InlineData("loginFail", "failed")]
    [InlineData("notSupported", "failed")]
    public async Task When_TrueConfs_page_closes_the_call_is_over(string? reason, string outcome)
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var conversation = await app.ConversationAsync();

        await conversation.Guest.PageClosesAsync(leg: 1, reason);
        await conversation.Guest.PageClosesAsync(leg: 1, reason);

        Assert.Equal(outcome, (await conversation.Guest.WaitsForAsync("ended")).Call.Outcome);
        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task Each_join_gives_a_fresh_link_and_only_the_latest_ones_page_ends_the_call()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var conversation = await app.ConversationAsync();
        var guest = conversation.Guest;

        var fresh = await guest.JoinsAsync();
        await guest.PageClosesAsync(leg: 1);

        Assert.Equal(2, fresh.Leg);
        Assert.NotEqual((await guest.WaitsForAsync("connected")).Call.GuestLink, fresh.GuestLink);
        var now = await guest.LooksAsync();
        Assert.Equal(("connected", fresh.GuestLink), (now.State, now.GuestLink));
        app.Sandbox.GuestLeaves(conversation.Seat);
        Assert.NotEmpty(app.Sandbox.GuestJoins(fresh.GuestLink));

        await guest.PageClosesAsync(leg: 2);
        await guest.WaitsForAsync("ended");
    }

    [Fact]
    public async Task There_is_nothing_to_join_before_and_after_the_conversation()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var guest = await app.GuestCallsAsync();

        using (var early = await guest.TriesToJoinAsync())
        {
            await early.IsProblemAsync(HttpStatusCode.Conflict, "call-not-connected");
        }

        await guest.PageClosesAsync();
        Assert.Equal("waiting", (await guest.LooksAsync()).State);
        await guest.HangsUpAsync();
        using var late = await guest.TriesToJoinAsync();
        await late.IsProblemAsync(HttpStatusCode.Conflict, "call-not-connected");
    }

    [Fact]
    public async Task A_join_that_TrueConf_cannot_serve_just_now_says_so_and_can_be_tried_again()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var conversation = await app.ConversationAsync();
        app.Sandbox.Fault(ApiRoute.Clients, FaultKind.Status, status: 503);

        using (var refused = await conversation.Guest.TriesToJoinAsync())
        {
            await refused.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "trueconf-unavailable");
        }

        app.Sandbox.ClearFaults();
        Assert.Equal(2, (await conversation.Guest.JoinsAsync()).Leg);
    }

    [Fact]
    public async Task When_the_operator_hangs_up_two_looks_find_it_out()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_shortSolo);
        using var conversation = await app.ConversationAsync();

        app.Sandbox.OperatorHangsUp("anna");

        Assert.Equal("completed", (await conversation.Guest.WaitsForAsync("ended")).Call.Outcome);
        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task A_guest_who_left_at_TrueConf_without_a_word_is_waited_for_until_the_solo_limit()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_shortSolo);
        using var conversation = await app.ConversationAsync();
        var left = app.Sandbox.Log[^1].At;

        app.Sandbox.GuestLeaves(conversation.Seat);
        var ended = await conversation.Guest.WaitsForAsync("ended");

        Assert.Equal("completed", ended.Call.Outcome);
        // Ten times as fast, and counted from the first look that found it so.
        var stopped = await app.Sandbox.WhenAsync("the conference was stopped", () => app.Sandbox.Log.FirstOrDefault(entry => entry.Kind == LogKind.Stopped));
        Assert.True(stopped.At - left >= TimeSpan.FromSeconds(0.4), $"Ended {stopped.At - left} after the guest left.");
    }

    [Fact]
    public async Task A_guest_who_comes_back_in_time_speaks_on()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:SoloLimit", "00:00:15"));
        using var conversation = await app.ConversationAsync();

        app.Sandbox.GuestLeaves(conversation.Seat);
        await app.TimePassesAsync(TimeSpan.FromSeconds(8));
        app.Sandbox.GuestJoins((await conversation.Guest.JoinsAsync()).GuestLink);
        await app.TimePassesAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("connected", (await conversation.Guest.LooksAsync()).State);
    }

    [Fact]
    public async Task A_guest_whose_line_to_us_is_gone_speaks_on()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:GuestGrace", "00:00:15"), _shortSolo);
        using var conversation = await app.ConversationAsync();

        conversation.Guest.Vanishes();
        await app.TimePassesAsync(TimeSpan.FromSeconds(25));

        Assert.Single(app.Sandbox.Conferences);
        Assert.Equal("connected", (await conversation.Guest.LooksAsync()).State);
    }

    [Fact]
    public async Task When_both_are_gone_two_looks_in_a_row_end_it()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_shortSolo);
        using var conversation = await app.ConversationAsync();

        app.Sandbox.GuestLeaves(conversation.Seat);
        app.Sandbox.OperatorSignsOut("anna");
        await conversation.Guest.WaitsForAsync("ended");

        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task Nobody_speaks_longer_than_the_longest_call()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:MaxCall", "00:00:05"));
        using var conversation = await app.ConversationAsync();

        Assert.Equal("completed", (await conversation.Guest.WaitsForAsync("ended")).Call.Outcome);
        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task The_conversation_goes_on_while_the_server_restarts_and_for_whom_it_looks_at_later()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_shortSolo);
        using var conversation = await app.ConversationAsync();

        await app.RestartAsync();
        await app.TimePassesAsync(TimeSpan.FromSeconds(15));
        Assert.Equal("connected", (await conversation.Guest.LooksAsync()).State);
        Assert.Equal(conversation.Conference, Assert.Single(app.Sandbox.Conferences).Id);

        await conversation.Guest.HangsUpAsync();
        await app.Sandbox.EmptiesAsync();
        Assert.Equal([1, 2, 3, 4], (await conversation.Guest.PollsAsync(after: 0, wait: 0)).Events.Select(one => one.Sequence));
        Assert.Equal(1, app.Asked(ApiRoute.Run));
    }

    [Fact]
    public async Task A_ring_goes_on_while_the_server_restarts_and_nobody_is_rung_twice()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:RingTimeout", "00:05:00"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        await guest.WaitsForAsync("ringing");

        await app.RestartAsync();
        app.Sandbox.OperatorAnswers("anna");
        await guest.WaitsForAsync("connected");

        Assert.Equal((1, 1), (app.Asked(ApiRoute.Create), app.Rings("anna")));
    }

    [Fact]
    public async Task A_link_that_is_late_is_waited_for_and_the_guest_sees_ringing_meanwhile()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Fault(ApiRoute.Clients, FaultKind.Status);
        using var guest = await app.GuestCallsAsync();
        await app.Sandbox.RingsAsync("anna");
        app.Sandbox.OperatorAnswers("anna");

        await Eventually.IsTrueAsync("the link was asked for", () => app.Asked(ApiRoute.Clients) > 0);
        Assert.Equal("ringing", (await guest.LooksAsync()).State);
        app.Sandbox.ClearFaults();

        await guest.WaitsForAsync("connected");
        Assert.Equal(["waiting", "ringing", "connected"], guest.Events.Select(one => one.Type));
    }

    [Fact]
    public async Task Without_a_guest_licence_the_call_fails_and_readiness_says_why()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        app.Sandbox.Settings = app.Sandbox.Settings with { GuestLicence = false };
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorAnswersAfter("anna", TimeSpan.Zero);
        using var guest = await app.GuestCallsAsync();

        var ended = await guest.WaitsForAsync("ended");

        Assert.Equal("failed", ended.Call.Outcome);
        Assert.Null(ended.Call.Operator);
        Assert.True(ended.Call.EndedAt - ended.Call.AnsweredAt >= TimeSpan.FromSeconds(15));
        var (status, text) = await app.ReadinessAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("licence", text, StringComparison.Ordinal);
        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task A_link_that_never_comes_fails_the_call_after_fifteen_seconds()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorAnswersAfter("anna", TimeSpan.Zero);
        app.Sandbox.Fault(ApiRoute.Clients, FaultKind.Status);
        using var guest = await app.GuestCallsAsync();

        var ended = await guest.WaitsForAsync("ended");

        Assert.Equal("failed", ended.Call.Outcome);
        Assert.True(ended.Call.EndedAt - ended.Call.AnsweredAt >= TimeSpan.FromSeconds(15));
        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task After_a_long_outage_of_ours_the_link_is_still_tried_for()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorAnswersAfter("anna", TimeSpan.Zero);
        app.Sandbox.Fault(ApiRoute.Clients, FaultKind.Status);
        using var guest = await app.GuestCallsAsync();
        await Eventually.IsTrueAsync("the link was asked for", () => app.Asked(ApiRoute.Clients) > 0);

        await app.StopAsync();
        await app.TimePassesAsync(TimeSpan.FromSeconds(20));
        app.Sandbox.ClearFaults();
        await app.RestartAsync();

        await guest.WaitsForAsync("connected");
    }
}
