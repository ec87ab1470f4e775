using System.Net;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Tests.Hosting.Settings;

/// <summary>The settings file is edited while the server runs and guests call.</summary>
public class LiveSettingsTests
{
    private const string _wrong = """
        { "Routing": { "Recording": true, "RingTimeout": "00:00:01" }, "TrueConf": { "Tag": "a:b" }, "Shop": { "Name": "x" }, "Queues": { "default": { "MaxOffers": "many" } } }
        """;

    private static readonly string[] _mistakes =
    [
        "Routing:RingTimeout is 00:00:01; it must be from 00:00:03 to 00:05:00.",
        "TrueConf:Tag is a:b; it must have 1 to 64 letters, digits, dots, dashes or underscores.",
        "Shop is not a known setting.",
        "Queues:default:MaxOffers is many; it must be a whole number.",
    ];

    [Fact]
    public async Task An_edit_holds_for_the_next_call_and_moves_no_deadline_of_an_earlier_one()
    {
        using var file = new SettingsFile("{}");
        await using var app = await StartAsync(file);
        using var earlier = await app.GuestCallsAsync();

        file.Write("""{ "Routing": { "Recording": true, "MaxWait": "00:00:05" }, "Queues": { "default": { "Title": "Sales" } } }""");
        await Eventually.IsTrueAsync("the edit is in force", async () => (await app.QueueAsync()).Recorded);
        using var next = await app.GuestCallsAsync();

        Assert.Equal("unanswered", (await next.WaitsForAsync("ended")).Call.Outcome);
        Assert.Equal((true, false), (next.Placed.Recorded, earlier.Placed.Recorded));
        Assert.Equal(("waiting", false), ((await earlier.LooksAsync()).State, (await earlier.LooksAsync()).Recorded));
        Assert.Equal("Sales", (await app.QueueAsync()).Title);
    }

    [Fact]
    public async Task A_wrong_edit_is_refused_whole_and_said_until_a_right_one_takes_its_place()
    {
        using var file = new SettingsFile("""{ "Routing": { "QueueLimit": 2 } }""");
        await using var app = await StartAsync(file);

        file.Write(_wrong);
        await Eventually.IsTrueAsync("readiness names the refusal", async () => (await app.ReadinessAsync()).Text.Contains("Shop", StringComparison.Ordinal));

        var (status, text) = await app.ReadinessAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("""{"name":"settings","status":"degraded","sentence":"The edited settings are refused; the last valid ones stay in force. """, text, StringComparison.Ordinal);
        Assert.All(_mistakes, mistake => Assert.Contains(mistake, text, StringComparison.Ordinal));
        Assert.False((await app.QueueAsync()).Recorded);
        using var one = await app.GuestCallsAsync();
        using var other = await app.GuestCallsAsync();
        await Eventually.IsTrueAsync("the limit of two holds on", async () => !(await app.QueueAsync()).Open);
        await app.TimePassesAsync(TimeSpan.FromSeconds(3));
        var error = Assert.Single(app.Log, entry => entry.Level >= LogLevel.Error);
        Assert.All(_mistakes, mistake => Assert.Contains(mistake, error.Text, StringComparison.Ordinal));

        file.Write("""{ "Routing": { "Recording": true } }""");
        await Eventually.IsTrueAsync("the right edit is in force", async () => (await app.QueueAsync()) is { Recorded: true, Open: true });
        Assert.Contains("""{"name":"settings","status":"healthy","sentence":"The settings are in force."}""", (await app.ReadinessAsync()).Text, StringComparison.Ordinal);
    }

    /// <summary>Ten times as fast, so that an edit is noticed at once; nobody is signed in, and guests wait on.</summary>
    private static Task<ContactCenterApp> StartAsync(SettingsFile file) =>
        ContactCenterApp.StartAsync(new QuickClock(10), file.Place, ("Routing:MaxSearches", "0"), ("Routing:GuestGrace", "00:01:00"));
}
