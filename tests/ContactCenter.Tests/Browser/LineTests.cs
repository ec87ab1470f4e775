using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Browser;

/// <summary>The wait: operators who do not answer, guests who leave, and lines that break.</summary>
[Trait("Category", "Browser")]
public class LineTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly (string Key, string Value)[] _shortRing = [("Routing:RingTimeout", "00:00:03")];

    [Fact]
    public Task After_a_decline_the_next_operator_is_asked() => chromium.PlayAsync(async scene =>
    {
        var anna = await scene.OperatorAsync("anna");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await anna.HearsRingingAsync();
        var boris = await scene.OperatorAsync("boris");

        await anna.DeclinesAsync();

        await anna.HearsNothingAsync();
        await boris.AcceptsAsync();
        await guest.IsToldAsync("Boris Lindqvist");
        await Task.WhenAll(guest.SeesTheOperatorAsync(), boris.SeesTheGuestAsync());
        await anna.IsFreeAsync();
    }, _shortRing);

    [Fact]
    public Task When_nobody_answers_the_next_operator_is_asked() => chromium.PlayAsync(async scene =>
    {
        var anna = await scene.OperatorAsync("anna");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await anna.HearsRingingAsync();

        var boris = await scene.OperatorAsync("boris");
        await boris.HearsRingingAsync();

        await anna.HearsNothingAsync();
        await guest.HearsRingingAsync();
        await boris.AcceptsAsync();
        await Task.WhenAll(guest.SeesTheOperatorAsync(), boris.SeesTheGuestAsync());
        await boris.HangsUpAsync();
        await guest.IsToldAsync("The call has ended");
        await scene.NothingIsLeftAsync();
    }, _shortRing);

    [Fact]
    public Task A_guest_leaves_the_line() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await guest.IsToldAsync("You are next in line");

        await guest.PressesAsync("Leave the line");

        await guest.IsToldAsync("You left the line");
        // A free operator is not rung for somebody who has gone: the next guest is the one she hears of.
        var anna = await scene.OperatorAsync("anna");
        var next = await scene.GuestAsync();
        await next.CallsAsync();
        await next.HearsRingingAsync();
        await anna.HearsRingingAsync();
        Assert.Single(scene.TrueConf.Conferences);
    });

    [Fact]
    public Task A_guest_leaves_the_line_even_when_the_server_never_hears_of_it() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await guest.IsToldAsync("You are next in line");
        // Swallowed: neither sent nor answered.
        await guest.Page.RouteAsync("**/api/calls/*", _ => Task.CompletedTask);

        await guest.PressesAsync("Leave the line");

        await guest.IsToldAsync("Ending the call …");
        await guest.IsToldAsync("You left the line");
    });

    [Fact]
    public Task A_guest_cancels_while_it_rings_and_the_device_falls_silent() => chromium.PlayAsync(async scene =>
    {
        var anna = await scene.OperatorAsync("anna");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await anna.HearsRingingAsync();
        await guest.HearsRingingAsync();

        await guest.PressesAsync("Cancel the call");

        await anna.IsFreeAsync();
        await guest.IsToldAsync("You left the line");
        await scene.NothingIsLeftAsync();
    });

    [Fact]
    public Task A_reload_keeps_the_place_in_the_line() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var first = await scene.GuestAsync();
        await first.CallsAsync();
        await first.IsToldAsync("You are next in line");
        var call = await first.CallIdAsync();
        var second = await scene.GuestAsync();
        await second.CallsAsync();
        await second.IsToldAsync("You are number 2 in line");

        await first.Page.ReloadAsync();

        await first.IsToldAsync("You are next in line");
        Assert.Equal(call, await first.CallIdAsync());
        await second.IsToldAsync("You are number 2 in line");
        scene.TrueConf.OperatorIsOnline("boris");
        await first.HearsRingingAsync();
        await second.IsToldAsync("You are next in line");
    });

    [Fact]
    public Task A_guest_who_moves_on_to_another_page_before_the_answer_arrives_gets_one_place() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        var placed = new TaskCompletionSource<string?>();
        await guest.Page.RouteAsync("**/api/calls", async route =>
        {
            var answer = await route.FetchAsync();
            placed.TrySetResult((await answer.JsonAsync())?.GetProperty("id").GetString());
            // The answer never arrives; the request is given up with its page.
        });
        await guest.CallsAsync();
        var call = await placed.Task.WithTimeout("the call was placed");
        await guest.Page.UnrouteAllAsync();

        await guest.Page.GotoAsync(new Uri(scene.App.Address, "/demo/?page=2").ToString());

        await guest.IsToldAsync("You are next in line");
        Assert.Equal(call, await guest.CallIdAsync());
    });

    [Fact]
    public Task A_waiting_guest_is_served_after_the_server_was_restarted() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await guest.IsToldAsync("You are next in line");
        var call = await guest.CallIdAsync();

        await scene.App.StopAsync();
        await guest.ReadsAsync("The connection to us was lost. We are reconnecting, and your place is held meanwhile.");
        await scene.App.RestartAsync();

        var anna = await scene.OperatorAsync("anna");
        await anna.AcceptsAsync();
        await guest.IsToldAsync("Anna Kowalska");
        Assert.Equal(call, await guest.CallIdAsync());
        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
    });

    [Fact]
    public Task Where_WebSockets_do_not_get_through_the_guest_is_served_all_the_same() => chromium.PlayAsync(async scene =>
    {
        var sockets = new List<string>();
        var guest = await scene.GuestAsync();
        await guest.Page.Context.AddInitScriptAsync("""
            globalThis.WebSocket = new Proxy(WebSocket, {
              construct: (socket, [address, ...more]) => new socket(String(address).includes('/hubs/') ? 'ws://127.0.0.1:9/' : address, ...more),
            });
            """);
        guest.Page.WebSocket += (_, socket) => sockets.Add(socket.Url);
        await guest.Page.ReloadAsync();
        scene.TrueConf.OperatorIsBusy("boris");

        await guest.CallsAsync();
        await guest.IsToldAsync("You are next in line");
        var anna = await scene.OperatorAsync("anna");
        await anna.AcceptsAsync();
        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
        await anna.HangsUpAsync();

        await guest.IsToldAsync("The call has ended");
        Assert.DoesNotContain(sockets, address => address.Contains("/hubs/", StringComparison.Ordinal));
        Assert.Contains(scene.Requests, request => request.AbsolutePath.EndsWith("/events", StringComparison.Ordinal));
    });

    [Fact]
    public Task Where_WebSockets_are_swallowed_the_guest_is_served_in_seconds_and_they_are_not_tried_again() => chromium.PlayAsync(async scene =>
    {
        var guest = await scene.GuestAsync();
        var (sockets, socketAt) = (0, 0L);
        var polled = new TaskCompletionSource<long>();
        // Opened by somebody in between, and then silent.
        await guest.Page.RouteWebSocketAsync("**/hubs/guest", _ => (sockets, socketAt) = (sockets + 1, TimeProvider.System.GetTimestamp()));
        guest.Page.Request += (_, request) =>
        {
            if (request.Url.Contains("/events?", StringComparison.Ordinal))
            {
                polled.TrySetResult(TimeProvider.System.GetTimestamp());
            }
        };
        scene.TrueConf.OperatorIsBusy("boris");

        await guest.CallsAsync();
        await guest.IsToldAsync("You are next in line");
        Assert.InRange(TimeProvider.System.GetElapsedTime(socketAt, await polled.Task), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
        await guest.PressesAsync("Leave the line");
        await guest.PressesAsync("Call again");
        await guest.PressesAsync("Start video call");
        await guest.IsToldAsync("You are next in line");
        scene.TrueConf.OperatorIsOnline("boris");
        await guest.HearsRingingAsync();

        Assert.Equal(1, sockets);
    });
}
