using Microsoft.Playwright;

namespace ContactCenter.Tests.Browser;

/// <summary>The server says 503 for a while: the page does what it is asked to, says so when it takes long, and goes on by itself.</summary>
[Trait("Category", "Browser")]
public class BusyServerTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string _notYet = "Our server needs a moment before it can take calls. We keep trying; please stay on this page.";

    [Fact]
    public Task Before_the_call_and_while_it_is_placed() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        var queue = await BusyAsync(guest, "**/api/queues/*");
        await guest.Launcher().ClickAsync();
        await guest.ReadsAsync(_notYet);
        await queue.IsOverAsync();

        var place = await BusyAsync(guest, "**/api/calls");
        await guest.PressesAsync("Start video call");
        await guest.ReadsAsync(_notYet);
        await place.IsOverAsync();

        await guest.IsToldAsync("You are next in line");
        Assert.Equal(1, (await scene.App.QueueAsync()).Waiting);
        Assert.InRange(queue.Asked, 1, 3);
        Assert.InRange(place.Asked, 1, 3);
    });

    [Fact]
    public Task In_the_line() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.Page.RouteWebSocketAsync("**/hubs/guest", socket => socket.CloseAsync());
        var feed = await BusyAsync(guest, "**/api/calls/*/events*");

        await guest.CallsAsync();
        await guest.ReadsAsync("Our server cannot answer just now. We keep trying, and your place is held meanwhile.");
        await feed.IsOverAsync();

        await guest.IsToldAsync("You are next in line");
        var anna = await scene.OperatorAsync("anna");
        await anna.HearsRingingAsync();
        await guest.HearsRingingAsync();
    }, [("Routing:GuestGrace", "00:01:00")]);

    [Fact]
    public Task When_the_guest_comes_back_into_a_conversation_and_hangs_up() => chromium.PlayAsync(async scene =>
    {
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        var anna = await scene.OperatorAsync("anna");
        await anna.AcceptsAsync();
        await guest.SeesTheOperatorAsync();

        var join = await BusyAsync(guest, "**/api/calls/*/join");
        await guest.ReloadsAndReturnsAsync(() => join.Asked > 0);
        await guest.ReadsAsync("Our server does not answer yet. We keep trying to take you back to the conversation …");
        await join.IsOverAsync();
        await guest.SeesTheOperatorAsync();

        var end = await BusyAsync(guest, "**/api/calls/*");
        await guest.HangsUpAsync();
        await guest.ReadsAsync("Our server does not answer yet. You need not wait: the call ends by itself.");
        await end.IsOverAsync();
        await guest.IsToldAsync("The call has ended");
    }, [("Routing:SoloLimit", "00:01:00")]);

    private static async Task<Busy> BusyAsync(GuestPage guest, string route)
    {
        var busy = new Busy(guest.Page, route);
        await guest.Page.RouteAsync(route, busy.RefuseAsync);
        return busy;
    }

    /// <summary>A part of the API that cannot just now.</summary>
    private sealed class Busy(IPage page, string route)
    {
        public int Asked { get; private set; }

        public Task RefuseAsync(IRoute request)
        {
            Asked++;
            return request.FulfillAsync(new()
            {
                Status = 503,
                ContentType = "application/problem+json",
                Headers = new Dictionary<string, string> { ["Retry-After"] = "2" },
                Body = """{ "type": "/problems/store-unavailable", "title": "Not just now.", "status": 503 }""",
            });
        }

        public Task IsOverAsync() => page.UnrouteAsync(route);
    }
}
