using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Conferences;

/// <summary>What Prometheus reads of conferences that are left behind.</summary>
public class ConferenceMetricsTests
{
    [Fact]
    public async Task An_orphan_is_counted_by_why_it_is_one()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(ContactCenterApp.AdminKey);
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        var rung = await app.Sandbox.RingsAsync("anna");
        await guest.HangsUpAsync();
        await app.Sandbox.EmptiesAsync();
        await administrator.StartsAsync("anna", rung.Tags);

        await app.RestartAsync();
        await app.Sandbox.EmptiesAsync();

        await Eventually.IsTrueAsync("the orphan is told of", async () => (await OrphansAsync(app, "goneInLedger")) == 1);
        Assert.Equal(0, await OrphansAsync(app, "notInLedger"));
    }

    [Fact]
    public async Task An_orphan_that_stays_for_several_sweeps_is_found_once()
    {
        var clock = new ManualTimeProvider();
        var sweep = TimeSpan.FromSeconds(60);
        await using var app = await ContactCenterApp.StartAsync(clock, ContactCenterApp.AdminKey);
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        app.Sandbox.Fault(ApiRoute.Stop, FaultKind.Status, status: 400);
        await administrator.StartsAsync("anna", ["contact-center", $"contact-center:i:{await app.InstallationAsync()}"]);

        for (var passed = 0; passed < 4; passed++)
        {
            await clock.WaitForTimerAsync(sweep);
            clock.Advance(sweep);
        }

        await clock.WaitForTimerAsync(sweep);
        Assert.True(app.Asked(ApiRoute.Stop) >= 2, "The orphan was not tried again.");
        Assert.Equal(1, await OrphansAsync(app, "notInLedger"));
    }

    [Fact]
    public async Task A_conference_that_cannot_be_removed_is_stuck_until_it_can()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(ContactCenterApp.AdminKey);
        using var conversation = await app.ConversationAsync();
        app.Sandbox.Fault(ApiRoute.Delete, FaultKind.Status, status: 503);
        await conversation.Guest.HangsUpAsync();

        await Eventually.IsTrueAsync("it is stuck", async () => await ConferencesAsync(app, "stuck") == 1);
        Assert.Equal(0, await ConferencesAsync(app, "condemned"));

        app.Sandbox.ClearFaults();
        await Eventually.IsTrueAsync("nothing is stuck", async () => await ConferencesAsync(app, "stuck") == 0);
    }

    private static async Task<double?> OrphansAsync(ContactCenterApp app, string why) =>
        (await app.ScrapeAsync())[$"contact_center_orphans_total{{why=\"{why}\"}}"];

    private static async Task<double?> ConferencesAsync(ContactCenterApp app, string state) =>
        (await app.ScrapeAsync())[$"contact_center_conferences{{state=\"{state}\"}}"];
}
