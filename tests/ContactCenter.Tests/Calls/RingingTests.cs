using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Calls;

/// <summary>Who is rung, for how long, and who is next.</summary>
public class RingingTests
{
    private static readonly TimeSpan _ring = TimeSpan.FromSeconds(10);
    private static readonly (string, string) _rings10s = ("Routing:RingTimeout", "00:00:10");
    private static readonly (string, string) _rings5min = ("Routing:RingTimeout", "00:05:00");

    [Fact]
    public async Task When_an_operator_does_not_answer_the_next_is_asked()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_rings10s);
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorIsOnline("boris");
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
        await app.Sandbox.RingsAsync("boris");
        app.Sandbox.OperatorAnswers("boris");
        var connected = await guest.WaitsForAsync("connected");
        await app.Sandbox.StopsRingingAsync("anna");

        Assert.Equal(["waiting", "ringing", "waiting", "ringing", "connected"], guest.Events.Select(one => one.Type));
        Assert.Equal("Boris Lindqvist", connected.Call.Operator!.Name);
        RangItsFullTime(guest);
    }

    [Fact]
    public async Task A_server_that_is_slow_to_list_its_operators_is_served_none_the_less()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Latency(ApiRoute.GroupUsers, TimeSpan.FromSeconds(1));
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
    }

    [Fact]
    public async Task A_ring_ends_in_time_also_where_TrueConf_will_not_say_who_is_in_a_conference()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_rings10s);
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorIsOnline("boris");
        app.Sandbox.Fault(ApiRoute.Participants, FaultKind.Status, status: 403);
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
        await app.Sandbox.RingsAsync("boris");

        RangItsFullTime(guest);
    }

    [Fact]
    public async Task The_only_operator_is_asked_again_after_the_retry_delay()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_rings10s, ("Routing:RetryDelay", "00:00:08"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();

        var again = await guest.WaitsForAsync("ringing", time: 2);
        var lapsed = await guest.WaitsForAsync("waiting", time: 2);

        Assert.True(again.At - lapsed.At >= TimeSpan.FromSeconds(8), $"Rung again after {again.At - lapsed.At}.");
    }

    [Fact]
    public async Task A_decline_is_silence_and_the_call_moves_on_when_the_ring_is_over()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_rings10s);
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorIsOnline("boris");
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
        app.Sandbox.OperatorDeclines("anna");
        await app.Sandbox.RingsAsync("boris");

        RangItsFullTime(guest);
        Assert.Equal(1, app.Rings("anna"));
    }

    [Fact]
    public async Task An_operator_who_signs_out_while_it_rings_is_not_waited_for()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_rings5min);
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorIsOnline("boris");
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
        app.Sandbox.OperatorSignsOut("anna");
        await app.Sandbox.RingsAsync("boris");

        var (rang, waited) = (await guest.WaitsForAsync("ringing"), await guest.WaitsForAsync("waiting", time: 2));
        Assert.True(waited.At - rang.At < TimeSpan.FromMinutes(4), $"Waited {waited.At - rang.At} for somebody who is gone.");
    }

    [Fact]
    public async Task A_client_that_shows_busy_while_it_rings_is_rung_on()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_rings5min);
        app.Sandbox.Settings = app.Sandbox.Settings with { BusyWhileRinging = true };
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorIsOnline("boris");
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
        await app.TimePassesAsync(TimeSpan.FromSeconds(5));
        app.Sandbox.OperatorAnswers("anna");

        Assert.Equal("Anna Kowalska", (await guest.WaitsForAsync("connected")).Call.Operator!.Name);
        Assert.Equal(0, app.Rings("boris"));
    }

    [Fact]
    public async Task Whoever_became_busy_a_moment_ago_is_not_rung()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Latency(ApiRoute.Users, TimeSpan.FromMilliseconds(300));
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.WhenAsync("the conference is made", () => app.Sandbox.Conferences is [var made] ? made : null);
        app.Sandbox.OperatorIsBusy("anna");
        await app.Sandbox.EmptiesAsync();

        Assert.Equal((0, 0), (app.Asked(ApiRoute.Run), app.Rings("anna")));
        Assert.Equal(["waiting"], guest.Events.Select(one => one.Type));
        app.Sandbox.OperatorIsOnline("anna");
        await app.Sandbox.RingsAsync("anna");
    }

    [Fact]
    public async Task A_call_that_so_many_operators_missed_is_given_up()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_rings10s, ("Routing:MaxOffers", "2"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();

        var ended = await guest.WaitsForAsync("ended");

        Assert.Equal("unanswered", ended.Call.Outcome);
        Assert.Equal(2, app.Rings("anna"));
        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task When_search_after_search_finds_nobody_signed_in_the_call_is_given_up()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:MaxSearches", "3"), ("Routing:RetryDelay", "00:00:02"));
        using var guest = await app.GuestCallsAsync();

        var ended = await guest.WaitsForAsync("ended");

        Assert.Equal("unanswered", ended.Call.Outcome);
        Assert.True(ended.Call.EndedAt - ended.Call.ArrivedAt >= TimeSpan.FromSeconds(4));
        Assert.Equal(0, app.Asked(ApiRoute.Create));
    }

    [Fact]
    public async Task For_an_operator_who_is_busy_a_guest_waits()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:MaxSearches", "1"));
        app.Sandbox.OperatorIsBusy("anna");
        using var guest = await app.GuestCallsAsync();

        await app.TimePassesAsync(TimeSpan.FromSeconds(8));
        Assert.Equal("waiting", (await guest.LooksAsync()).State);
        app.Sandbox.OperatorIsOnline("anna");

        await guest.WaitsForAsync("ringing");
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_longest_wait()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:MaxWait", "00:00:05"));
        app.Sandbox.OperatorIsBusy("anna");
        using var guest = await app.GuestCallsAsync();

        var ended = await guest.WaitsForAsync("ended");

        Assert.Equal("unanswered", ended.Call.Outcome);
        Assert.True(ended.Call.EndedAt - ended.Call.ArrivedAt >= TimeSpan.FromSeconds(5));
    }

    /// <summary>But for the time that writing down the ring took, at ten times its length.</summary>
    private static void RangItsFullTime(GuestOnPhone guest) =>
        Assert.True(guest.Events[2].At - guest.Events[1].At > _ring * 0.7, $"It rang for {guest.Events[2].At - guest.Events[1].At}.");
}
