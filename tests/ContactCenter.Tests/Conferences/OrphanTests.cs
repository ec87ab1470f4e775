using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Conferences;

/// <summary>Conferences at TrueConf that no call owns.</summary>
public class OrphanTests
{
    private static readonly TimeSpan _sweep = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_conference_of_ours_that_the_ledger_says_is_gone_is_removed_and_others_are_left_alone()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        var tags = await TagsOfACallAsync(app);
        string[] kept =
        [
            await administrator.StartsAsync("boris", ["contact-center", "contact-center:i:another", tags[2]]),
            await administrator.StartsAsync("clara", ["contact-center"]),
            await administrator.StartsAsync("clara", [tags[1], tags[2]]),
            await administrator.StartsAsync("clara", ["contact-center-2", $"{tags[1]}2", $"x{tags[1]}"]),
        ];
        var orphan = await administrator.StartsAsync("anna", tags);

        await app.RestartAsync();
        await app.Sandbox.WhenAsync("the orphan is gone", () => app.Sandbox.Conferences.All(one => one.Id != orphan) ? app : null);

        Assert.Equal(kept, app.Sandbox.Conferences.Select(one => one.Id));
        Assert.All(app.Sandbox.Conferences, one => Assert.True(one.IsRunning));
        Assert.Contains(app.Log, entry => entry.Text.Contains(orphan, StringComparison.Ordinal) && entry.Text.Contains("GoneInLedger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_orphan_that_TrueConf_will_not_stop_does_not_keep_the_others()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        var tags = await TagsOfACallAsync(app);
        var stubborn = await administrator.StartsAsync("anna", tags);
        var orphan = await administrator.StartsAsync("boris", tags);
        app.Sandbox.Fault(ApiRoute.Stop, FaultKind.Status, count: 1, status: 400);

        await app.RestartAsync();
        await app.Sandbox.WhenAsync("the orphan is gone", () => app.Sandbox.Conferences.All(one => one.Id != orphan) ? app : null);

        Assert.Equal(stubborn, Assert.Single(app.Sandbox.Conferences).Id);
    }

    [Fact]
    public async Task A_conference_of_ours_that_the_ledger_does_not_know_is_believed_lost_after_two_sweeps()
    {
        var clock = new ManualTimeProvider();
        await using var app = await ContactCenterApp.StartAsync(clock);
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        await SweptAsync(app, times: 1);
        var unknown = await administrator.StartsAsync(
            "anna", ["contact-center", $"contact-center:i:{await app.InstallationAsync()}", $"contact-center:l:{new string('7', 32)}"]);

        await clock.WaitForTimerAsync(_sweep);
        clock.Advance(_sweep);
        await SweptAsync(app, times: 2);
        await clock.WaitForTimerAsync(_sweep);
        Assert.Equal(unknown, Assert.Single(app.Sandbox.Conferences).Id);
        clock.Advance(_sweep);

        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task What_a_call_has_begun_is_no_orphan()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        using var conversation = await app.ConversationAsync();
        var sweeps = app.Asked(ApiRoute.List);

        await app.RestartAsync();
        await SweptAsync(app, sweeps + 1);
        await app.TimePassesAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(conversation.Conference, Assert.Single(app.Sandbox.Conferences, one => one.IsRunning).Id);
    }

    private static Task SweptAsync(ContactCenterApp app, int times) =>
        Eventually.IsTrueAsync($"the server was listed {times} times", () => app.Asked(ApiRoute.List) >= times);

    /// <summary>Tags of a conference that was made and is gone again.</summary>
    private static async Task<IReadOnlyList<string>> TagsOfACallAsync(ContactCenterApp app)
    {
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        var rung = await app.Sandbox.RingsAsync("anna");
        await guest.HangsUpAsync();
        await app.Sandbox.EmptiesAsync();
        return rung.Tags;
    }
}
