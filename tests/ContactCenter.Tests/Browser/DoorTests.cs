using System.Globalization;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Browser;

/// <summary>No call is taken just now: why, and what the guest can do.</summary>
[Trait("Category", "Browser")]
public class DoorTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string _closed = "We are closed at the moment";
    private const string _full = "The line is full";
    private const string _nobody = "No operator is signed in just now";

    private static readonly string[] _days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    public Task Who_comes_too_early_reads_when_it_opens_in_the_time_of_where_they_are(int days)
    {
        var now = TimeProvider.System.GetUtcNow();
        var tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
        var opens = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1 + days).AddHours(9), TimeSpan.Zero);
        var closed = Enumerable.Range(0, 1 + days).Select(day => ($"Queues:default:Hours:Exceptions:{now.AddDays(day):yyyy-MM-dd}", "closed"));
        return chromium.PlayAsync(async scene =>
        {
            var guest = await scene.GuestAsync(browser: new() { TimezoneId = tokyo.Id });

            await guest.Launcher().ClickAsync();

            await guest.IsToldAsync(_closed);
            await guest.ReadsAsync($"We open again {Words(TimeZoneInfo.ConvertTime(opens, tokyo), TimeZoneInfo.ConvertTime(now, tokyo))}.");
            await guest.PressesAsync("Close");
        }, [.. _days.Select(day => ($"Queues:default:Hours:Week:{day}", "09:00-17:00")), .. closed]);
    }

    [Fact]
    public Task A_page_that_is_left_open_lets_the_guest_call_as_soon_as_it_opens() => chromium.PlayAsync(async scene =>
    {
        var anna = await scene.OperatorAsync("anna");
        var guest = await scene.GuestAsync();
        var opensAt = TimeProvider.System.GetUtcNow().AddSeconds(8);
        await guest.Page.RouteAsync("**/api/queues/*", route => TimeProvider.System.GetUtcNow() < opensAt
            ? route.FulfillAsync(new() { Json = Shut("closed", opensAt) })
            : route.ContinueAsync());
        await guest.Launcher().ClickAsync();
        await guest.IsToldAsync(_closed);

        await guest.IsToldAsync("Talk to us by video");

        await guest.PressesAsync("Start video call");
        await anna.HearsRingingAsync();
    });

    [Fact]
    public Task Who_starts_when_it_has_just_closed_is_told_so_too() => chromium.PlayAsync(async scene =>
    {
        var guest = await scene.GuestAsync();
        await guest.Launcher().ClickAsync();
        await guest.Page.RouteAsync("**/api/calls", route => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/problem+json",
            Headers = new Dictionary<string, string> { ["Retry-After"] = "3600" },
            Body = """{ "type": "/problems/queue-closed", "title": "Closed.", "status": 503, "opensAt": null }""",
        }));

        await guest.PressesAsync("Start video call");

        await guest.IsToldAsync(_closed);
        await guest.ReadsAsync("Please come back during our opening hours.");
        await guest.Page.UnrouteAllAsync();
        scene.TrueConf.OperatorIsBusy("boris");
        await guest.PressesAsync("Try again");
        await guest.IsToldAsync("You are next in line");
    });

    [Fact]
    public Task Who_finds_the_line_full_tries_again_and_gets_in_when_somebody_has_left() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var early = await scene.GuestAsync();
        await early.Launcher().ClickAsync();
        await early.IsToldAsync("Talk to us by video");
        var first = await scene.GuestAsync();
        await first.CallsAsync();
        await first.IsToldAsync("You are next in line");

        await early.PressesAsync("Start video call");
        await early.IsToldAsync(_full);
        var late = await scene.GuestAsync();
        await late.Launcher().ClickAsync();
        await late.IsToldAsync(_full);
        await late.PressesAsync("Try again");
        await late.IsToldAsync("One moment, please");
        await late.IsToldAsync(_full);
        await first.PressesAsync("Leave the line");
        await first.IsToldAsync("You left the line");

        await late.PressesAsync("Try again");
        await late.IsToldAsync("Talk to us by video");
        await early.PressesAsync("Try again");
        await early.IsToldAsync("You are next in line");
    }, [("Routing:QueueLimit", "1")]);

    [Fact]
    public Task Who_finds_nobody_there_tries_again_when_an_operator_has_come() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsOnline("boris");
        await Eventually.IsTrueAsync("an operator is there", async () => (await scene.App.QueueAsync()).Open);
        // While somebody waits, whatever for, it is seen at once who comes and goes.
        using var other = await scene.App.GuestCallsAsync(new { skills = new { nobodyHas = 1 } });
        var early = await scene.GuestAsync();
        await early.Launcher().ClickAsync();
        await early.IsToldAsync("Talk to us by video");
        scene.TrueConf.OperatorSignsOut("boris");
        await Eventually.IsTrueAsync("nobody is there", async () => !(await scene.App.QueueAsync()).Open);

        await early.PressesAsync("Start video call");
        await early.IsToldAsync(_nobody);
        var late = await scene.GuestAsync();
        await late.Launcher().ClickAsync();
        await late.IsToldAsync(_nobody);
        var anna = await scene.OperatorAsync("anna");
        await Eventually.IsTrueAsync("an operator is there again", async () => (await scene.App.QueueAsync()).Open);
        await other.HangsUpAsync();

        await late.PressesAsync("Try again");
        await late.IsToldAsync("Talk to us by video");
        await early.PressesAsync("Try again");
        await anna.HearsRingingAsync();
    }, [("Routing:WhenNobody", "Refuse"), ("Routing:MaxSearches", "0")]);

    /// <summary>A queue's view while it takes no calls.</summary>
    internal static object Shut(string because, DateTimeOffset? opensAt = null) => new
    {
        queue = "default",
        title = "default",
        open = false,
        closedBecause = because,
        opensAt,
        callSupported = true,
        waiting = 0,
        estimatedWaitSeconds = (int?)null,
        recorded = false,
        questions = Array.Empty<object>(),
    };

    private static string Words(DateTimeOffset opens, DateTimeOffset now) => (opens.Date - now.Date).Days switch
    {
        0 => $"today at {opens:HH:mm}",
        1 => $"tomorrow at {opens:HH:mm}",
        < 7 => $"on {opens.DayOfWeek} at {opens:HH:mm}",
        _ => string.Create(CultureInfo.InvariantCulture, $"on {opens:d MMMM} at {opens:HH:mm}"),
    };
}
