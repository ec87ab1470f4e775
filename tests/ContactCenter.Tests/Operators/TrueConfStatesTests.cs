using System.Net;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Operators;

/// <summary>A TrueConf Server on its bad days: guests are taken as ever, told that it takes longer, and served when it is back.</summary>
public class TrueConfStatesTests
{
    [Theory]
    [InlineData("down")]
    [InlineData("5xx")]
    [InlineData("html")]
    [InlineData("hangs")]
    public async Task While_it_cannot_be_reached_guests_wait_with_a_notice_and_are_served_when_it_is_back(string state)
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:MaxSearches", "1"), ("TrueConf:RequestTimeout", "00:00:05"));
        await Eventually.IsTrueAsync("the group was read", () => app.Asked(ApiRoute.GroupUsers) > 0);
        Begin(app, state);
        using var guest = await app.GuestCallsAsync();
        using var line = await HubLine.OpenAsync(app.Address);
        await line.FollowAsync(guest.Id, guest.Token);

        await line.ProgressAsync(progress => progress.GetProperty("notice").GetString() == "operators-unreachable");
        Assert.Equal(("waiting", "operators-unreachable"), ((await guest.LooksAsync()).State, (await guest.LooksAsync()).Notice));
        await Eventually.IsTrueAsync("readiness names the trouble", async () => (await app.ReadinessAsync()).Text.Contains("breaker", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await app.ReadinessAsync()).Status);

        app.Sandbox.ComesUp();
        app.Sandbox.ClearFaults();
        await line.ProgressAsync(progress => progress.GetProperty("notice").GetString() is null);
        app.Sandbox.OperatorIsOnline("anna");
        await guest.WaitsForAsync("ringing");
        Assert.DoesNotContain("breaker", (await app.ReadinessAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searches_do_not_count_until_the_roster_has_been_readable_for_a_minute()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:MaxSearches", "1"));
        app.Sandbox.GoesDown();
        using var guest = await app.GuestCallsAsync();
        await Eventually.IsTrueAsync("the guest has the notice", async () => (await guest.LooksAsync()).Notice is not null);

        app.Sandbox.ComesUp();
        await Eventually.IsTrueAsync("the notice is gone", async () => (await guest.LooksAsync()).Notice is null);
        await app.TimePassesAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("waiting", (await guest.LooksAsync()).State);

        Assert.Equal("unanswered", (await guest.WaitsForAsync("ended")).Call.Outcome);
    }

    [Fact]
    [Trait("Category", "Load")]
    public async Task Guests_wait_through_minutes_of_outage_and_a_restart_after_which_everybody_is_offline_and_then_are_served()
    {
        const int timesAsFast = 30;
        await using var app = await ContactCenterApp.StartAsync(
            new QuickClock(timesAsFast), ("TrueConf:RequestTimeout", "00:01:00"), ("Routing:MaxWait", "01:00:00"), ("Routing:GuestGrace", "00:10:00"));
        app.Sandbox.OperatorIsBusy("anna");
        using var first = await app.GuestCallsAsync();
        using var second = await app.GuestCallsAsync();
        await Eventually.IsTrueAsync("the group was read", () => app.Asked(ApiRoute.GroupUsers) > 0);

        app.Sandbox.GoesDown();
        await Eventually.IsTrueAsync(
            "the guest has the notice", async () => (await first.LooksAsync()).Notice is not null, () => first.Events is [.., var last] ? last : null);
        await app.TimePassesAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(("waiting", "waiting"), ((await first.LooksAsync()).State, (await second.LooksAsync()).State));

        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Restarts(everybodyBackAfter: TimeSpan.FromMinutes(1) / timesAsFast);
        app.Sandbox.ComesUp();
        await Eventually.IsTrueAsync("the notice is gone", async () => (await first.LooksAsync()).Notice is null);
        Assert.Equal(0, app.Rings("anna"));

        await first.WaitsForAsync("ringing");
        Assert.Equal((1, "waiting"), (app.Rings("anna"), (await second.LooksAsync()).State));
    }

    [Fact]
    public async Task A_secret_that_is_refused_is_named_by_readiness_and_guests_are_taken()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(("TrueConf:ClientSecret", "wrong"));

        using var guest = await app.GuestCallsAsync();

        await Eventually.IsTrueAsync("the server is not ready", async () => (await app.ReadinessAsync()).Status == HttpStatusCode.ServiceUnavailable);
        Assert.Contains("TrueConf:ClientSecret", (await app.ReadinessAsync()).Text, StringComparison.Ordinal);
        await Eventually.IsTrueAsync("the guest has the notice", async () => (await guest.LooksAsync()).Notice == "operators-unreachable");
        Assert.False((await app.QueueAsync()).CallSupported);
    }

    [Fact]
    public async Task A_scope_that_is_missing_is_named_by_readiness_until_it_is_given()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.Settings = app.Sandbox.Settings with { Scopes = ["conferences", "conferences.participants", "groups:read", "users:read"] };
        using var guest = await app.GuestCallsAsync();

        await Eventually.IsTrueAsync("the server is not ready", async () => (await app.ReadinessAsync()).Status == HttpStatusCode.ServiceUnavailable);
        Assert.Contains("groups.users:read", (await app.ReadinessAsync()).Text, StringComparison.Ordinal);

        app.Sandbox.Settings = new SandboxSettings();
        app.Sandbox.OperatorIsOnline("anna");
        await guest.WaitsForAsync("ringing");
        Assert.Equal(HttpStatusCode.OK, (await app.ReadinessAsync()).Status);
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_named_by_readiness_and_guests_are_taken()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(("Routing:Group", "Astronauts"));

        using var guest = await app.GuestCallsAsync();

        await Eventually.IsTrueAsync("the server is not ready", async () => (await app.ReadinessAsync()).Status == HttpStatusCode.ServiceUnavailable);
        Assert.Contains("Astronauts", (await app.ReadinessAsync()).Text, StringComparison.Ordinal);
        Assert.Contains("Routing:Group", (await app.ReadinessAsync()).Text, StringComparison.Ordinal);
        await Eventually.IsTrueAsync("the guest has the notice", async () => (await guest.LooksAsync()).Notice == "operators-unreachable");
    }

    [Fact]
    public async Task A_ring_and_its_answer_survive_an_outage()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:RingTimeout", "00:00:20"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        await guest.WaitsForAsync("ringing");

        app.Sandbox.GoesDown();
        app.Sandbox.OperatorAnswers("anna");
        await app.TimePassesAsync(TimeSpan.FromSeconds(30));
        app.Sandbox.ComesUp();

        await guest.WaitsForAsync("connected");
        Assert.Equal((1, 3), (app.Rings("anna"), guest.Events.Count));
    }

    [Fact]
    public async Task Tokens_that_the_server_forgot_are_renewed_within_a_call()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        await app.Sandbox.RingsAsync("anna");

        app.Sandbox.ForgetTokens();
        app.Sandbox.OperatorAnswers("anna");
        await guest.WaitsForAsync("connected");

        Assert.Equal(2, app.Asked(ApiRoute.Token));
    }

    private static void Begin(ContactCenterApp app, string state)
    {
        if (state == "down")
        {
            app.Sandbox.GoesDown();
            return;
        }

        foreach (var route in Enum.GetValues<ApiRoute>())
        {
            app.Sandbox.Fault(route, state switch { "5xx" => FaultKind.Status, "html" => FaultKind.Garbage, _ => FaultKind.Hang }, status: 502);
        }
    }
}
