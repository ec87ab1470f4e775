using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Calls;

/// <summary>Guests who stop waiting, vanish, and come back.</summary>
public class LeavingGuestTests
{
    /// <summary>Longer than a guest without a line still counts as present.</summary>
    private static readonly TimeSpan _untilDetached = TimeSpan.FromSeconds(9);

    private static readonly (string, string) _grace = ("Routing:GuestGrace", "00:00:15");

    [Fact]
    public async Task A_guest_who_stops_waiting_is_gone_and_TrueConf_never_heard_of_it()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var guest = await app.GuestCallsAsync();

        await guest.HangsUpAsync();
        var ended = await guest.WaitsForAsync("ended");
        await guest.HangsUpAsync();

        Assert.Equal("abandoned", ended.Call.Outcome);
        Assert.Equal(0, app.Asked(ApiRoute.Create));
        Assert.Equal(2, guest.Events.Count);
    }

    [Fact]
    public async Task When_the_guest_stops_waiting_the_operators_device_stops_ringing()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(("Routing:RingTimeout", "00:01:00"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        await app.Sandbox.RingsAsync("anna");

        await guest.HangsUpAsync();

        await app.Sandbox.StopsRingingAsync("anna");
        await app.Sandbox.EmptiesAsync();
        Assert.Equal("abandoned", (await guest.WaitsForAsync("ended")).Call.Outcome);
    }

    [Fact]
    public async Task A_guest_who_stops_waiting_while_the_conference_is_made_rings_nobody()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Latency(ApiRoute.Users, TimeSpan.FromMilliseconds(300));
        using var guest = await app.GuestCallsAsync();
        await app.Sandbox.WhenAsync("the conference is made", () => app.Sandbox.Conferences is [var made] ? made : null);

        await guest.HangsUpAsync();
        await app.Sandbox.EmptiesAsync();

        Assert.Equal(0, app.Rings("anna"));
    }

    [Fact]
    public async Task A_guest_who_vanished_is_given_up_after_the_grace_as_of_the_last_sign_of_life()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_grace);
        using var guest = await app.GuestCallsAsync();
        await guest.WaitsForAsync("waiting");
        await Eventually.IsTrueAsync("one waits", async () => (await app.QueueAsync()).Waiting == 1);

        guest.Vanishes();
        await Eventually.IsTrueAsync("nobody waits", async () => (await app.QueueAsync()).Waiting == 0);
        guest.ComesBack();
        var ended = await guest.WaitsForAsync("ended");

        Assert.Equal("abandoned", ended.Call.Outcome);
        Assert.True(ended.At - ended.Call.EndedAt >= TimeSpan.FromSeconds(15), $"Seen last {ended.Call.EndedAt:O}, given up {ended.At:O}.");
    }

    [Fact]
    public async Task A_guest_who_was_never_heard_of_after_the_click_is_given_up_too()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_grace);
        using (var http = app.Guest())
        using (await http.PostAsync(new Uri("/api/calls", UriKind.Relative), content: null))
        {
        }

        await Eventually.IsTrueAsync("one waits", async () => (await app.QueueAsync()).Waiting == 1);
        await Eventually.IsTrueAsync("nobody waits", async () => (await app.QueueAsync()).Waiting == 0, limit: TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_guest_who_vanished_while_it_rings_is_not_rung_for_when_the_grace_is_over()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:RingTimeout", "00:05:00"), ("Routing:GuestGrace", "00:00:10"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        await app.Sandbox.RingsAsync("anna");

        guest.Vanishes();

        await app.Sandbox.StopsRingingAsync("anna");
        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task A_guest_who_is_away_is_not_offered_and_keeps_the_place()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        using var away = await app.GuestCallsAsync();
        using var present = await app.GuestCallsAsync();
        using var last = await app.GuestCallsAsync();
        away.Vanishes();
        await app.TimePassesAsync(_untilDetached);

        app.Sandbox.OperatorIsOnline("anna");
        await present.WaitsForAsync("ringing");
        away.ComesBack();
        await Eventually.IsTrueAsync("the one who came back is first", async () => (await away.LooksAsync()).Position == 1);
        app.Sandbox.OperatorIsOnline("boris");
        await away.WaitsForAsync("ringing");

        Assert.Equal(["waiting"], last.Events.Select(one => one.Type));
    }

    [Fact]
    public async Task A_guest_who_polls_is_there_however_long_it_takes()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:GuestGrace", "00:00:10"));
        using var guest = await app.GuestCallsAsync();

        await app.TimePassesAsync(TimeSpan.FromSeconds(20));
        app.Sandbox.OperatorIsOnline("anna");

        await guest.WaitsForAsync("ringing");
        Assert.Equal(2, guest.Events.Count);
    }

    [Fact]
    public async Task The_time_in_which_the_server_was_away_does_not_count_against_a_guest()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:GuestGrace", "00:00:30"));
        using var guest = await app.GuestCallsAsync();
        await guest.WaitsForAsync("waiting");

        guest.Vanishes();
        await app.TimePassesAsync(_untilDetached);
        await app.StopAsync();
        await app.TimePassesAsync(TimeSpan.FromSeconds(30));
        await app.RestartAsync();
        await app.TimePassesAsync(TimeSpan.FromSeconds(4));
        guest.ComesBack();
        app.Sandbox.OperatorIsOnline("anna");

        await guest.WaitsForAsync("ringing");
    }

    [Fact]
    public async Task A_guest_who_waits_through_an_outage_of_the_server_is_served()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        using var guest = await app.GuestCallsAsync();
        await guest.WaitsForAsync("waiting");

        await app.StopAsync();
        await app.TimePassesAsync(TimeSpan.FromSeconds(10));
        await app.RestartAsync();
        app.Sandbox.OperatorIsOnline("anna");
        await app.Sandbox.RingsAsync("anna");
        app.Sandbox.OperatorAnswers("anna");

        await guest.WaitsForAsync("connected");
        Assert.Equal(["1 waiting", "2 ringing", "3 connected"], guest.Events.Select(one => $"{one.Sequence} {one.Type}"));
    }
}
