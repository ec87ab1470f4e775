using System.Net;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Calls;

/// <summary>What Prometheus reads of a server that works.</summary>
public class CallMetricsTests
{
    [Fact]
    public async Task A_fresh_server_tells_noughts_to_rise_from()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(ContactCenterApp.AdminKey);

        var metrics = await app.ScrapeAsync();

        Assert.All(
            [
                "contact_center_calls_placed_total{queue=\"default\"}",
                "contact_center_calls_ended_total{queue=\"default\",outcome=\"completed\"}",
                "contact_center_calls_ended_total{queue=\"default\",outcome=\"failed\"}",
                "contact_center_calls_live{queue=\"default\",state=\"waiting\"}",
                "contact_center_offers_total{result=\"lapsed\"}",
                "contact_center_offers_live{state=\"ringing\"}",
                "contact_center_conferences{state=\"stuck\"}",
                "contact_center_orphans_total{why=\"notInLedger\"}",
                "contact_center_trueconf_breaker_open",
                "contact_center_store_failures_total",
                "contact_center_guests_connected",
                "contact_center_estimates_total{result=\"kept\"}",
                "contact_center_estimates_total{result=\"broken\"}",
            ],
            name => Assert.True(metrics[name] == 0, $"{name} is not told as 0 in {metrics}"));
    }

    [Fact]
    public async Task A_conversation_is_seen_while_it_lasts_and_counted_when_it_is_over()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(ContactCenterApp.AdminKey);
        using var conversation = await app.ConversationAsync();
        using var waiting = await app.GuestCallsAsync();
        await Eventually.IsTrueAsync("both guests follow their calls", async () => (await app.ScrapeAsync())["contact_center_guests_connected"] == 2);

        var during = await app.ScrapeAsync();
        Assert.Equal(1, during["contact_center_calls_live{queue=\"default\",state=\"connected\"}"]);
        Assert.Equal(1, during["contact_center_calls_live{queue=\"default\",state=\"waiting\"}"]);
        Assert.Equal(1, during["contact_center_offers_live{state=\"answered\"}"]);
        Assert.Equal(1, during["contact_center_conferences{state=\"made\"}"]);
        Assert.Equal(1, during["contact_center_offers_total{result=\"answered\"}"]);
        Assert.Equal(1, during["contact_center_ring_seconds_count{result=\"answered\"}"]);
        Assert.Equal(1, during["contact_center_wait_seconds_count{queue=\"default\",result=\"answered\"}"]);

        await conversation.Guest.HangsUpAsync();
        await waiting.HangsUpAsync();
        await app.Sandbox.EmptiesAsync();
        await Eventually.IsTrueAsync("the ledger is empty", async () => (await app.ScrapeAsync())["contact_center_conferences{state=\"condemned\"}"] == 0);

        var after = await app.ScrapeAsync();
        Assert.Equal(2, after["contact_center_calls_placed_total{queue=\"default\"}"]);
        Assert.Equal(1, after["contact_center_calls_ended_total{queue=\"default\",outcome=\"completed\"}"]);
        Assert.Equal(1, after["contact_center_calls_ended_total{queue=\"default\",outcome=\"abandoned\"}"]);
        Assert.Equal(1, after["contact_center_wait_seconds_count{queue=\"default\",result=\"abandoned\"}"]);
        Assert.Equal(1, after["contact_center_wait_seconds_bucket{queue=\"default\",result=\"abandoned\",le=\"+Inf\"}"]);
        Assert.Equal(0, after["contact_center_calls_live{queue=\"default\",state=\"connected\"}"]);
        Assert.Equal(0, after["contact_center_offers_live{state=\"answered\"}"]);
        Assert.Equal(0, after["contact_center_conferences{state=\"made\"}"]);
        Assert.Equal(1, after["contact_center_trueconf_requests_total{route=\"POST conferences\",status=\"200\"}"]);
        Assert.DoesNotContain(conversation.Conference, after.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ring_in_vain_and_one_taken_back_are_told_apart()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(ContactCenterApp.AdminKey, ("Routing:RingTimeout", "00:00:05"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        await guest.WaitsForAsync("ringing");
        await guest.WaitsForAsync("ringing", time: 2);
        await guest.HangsUpAsync();

        var metrics = await app.ScrapeAsync();

        Assert.Equal(1, metrics["contact_center_offers_total{result=\"lapsed\"}"]);
        Assert.Equal(1, metrics["contact_center_offers_total{result=\"rescinded\"}"]);
        Assert.Equal(0, metrics["contact_center_offers_total{result=\"answered\"}"]);
        Assert.True(metrics["contact_center_ring_seconds_sum{result=\"lapsed\"}"] >= 5, "The lapsed ring did not last as long as its timeout.");
        Assert.Equal(1, metrics["contact_center_ring_seconds_count{result=\"rescinded\"}"]);
        Assert.Equal(1, metrics["contact_center_wait_seconds_count{queue=\"default\",result=\"abandoned\"}"]);
    }

    [Fact]
    public async Task An_outage_is_told_by_status_and_by_the_breaker_and_readiness_names_it_until_it_is_over()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(ContactCenterApp.AdminKey, ("Routing:RosterInterval", "00:00:00.2"));
        using var guest = await app.GuestCallsAsync();
        app.Sandbox.Fault(ApiRoute.GroupUsers, FaultKind.Status, status: 503);

        await Eventually.IsTrueAsync(
            "the breaker is told to be open", async () => (await app.ScrapeAsync())["contact_center_trueconf_breaker_open"] == 1);
        await Eventually.IsTrueAsync("readiness names the open breaker", async () =>
            await app.ReadinessAsync() is (HttpStatusCode.OK, var text) && text.Contains("the circuit breaker is open", StringComparison.Ordinal));
        Assert.True((await app.ScrapeAsync())["contact_center_trueconf_requests_total{route=\"GET groups/{id}/users\",status=\"503\"}"] > 10);

        app.Sandbox.ClearFaults();
        await Eventually.IsTrueAsync("the breaker is closed", async () => (await app.ScrapeAsync())["contact_center_trueconf_breaker_open"] == 0);
        Assert.DoesNotContain("breaker", (await app.ReadinessAsync()).Text, StringComparison.Ordinal);
    }
}
