using ContactCenter.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.Tests.Browser;

/// <summary>What the guest is told of the place in the line and of how long it will take.</summary>
[Trait("Category", "Browser")]
public class WaitTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string[] _operators = ["anna", "boris", "clara", "dmitri", "emil"];

    [Fact]
    public Task Nobody_is_told_how_long_it_will_take_before_anybody_can_know() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();

        await guest.IsToldAsync("You are next in line");

        await Expect(guest.Call.GetByText("minute")).ToHaveCountAsync(0);
    });

    [Fact]
    public Task After_five_conversations_everybody_reads_about_how_long_their_place_will_take() => chromium.PlayAsync(async scene =>
    {
        // Five operators are busy for five minutes each: one is free again each minute, and in four of five cases it takes no longer than is said.
        foreach (var who in _operators)
        {
            await TalksForAMomentAsync(scene.App, who);
        }

        await Eventually.IsTrueAsync("there is an estimate", async () => (await scene.App.QueueAsync()).EstimatedWaitSeconds is not null);
        var window = new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1280, Height = 800 } };
        var first = await WaitingAsync(scene, window, "You are next in line", "about 2 minutes");
        var second = await WaitingAsync(scene, window, "You are number 2 in line", "about 3 minutes");
        var third = await WaitingAsync(scene, window, "You are number 3 in line", "about 5 minutes");
        Assert.Equal("", string.Join('\n', await AxeCore.FindingsAsync(third.Page, "waiting")));

        await first.PressesAsync("Leave the line");

        await second.IsToldAsync("You are next in line");
        await second.ReadsAsync("Your turn in about 2 minutes");
        await third.IsToldAsync("You are number 2 in line");
        // Who does not see it is told too, politely.
        await Expect(third.Call.GetByRole(AriaRole.Status)).ToHaveTextAsync(
            "You are number 2 in line. Your turn in about 3 minutes", new() { Timeout = (float)Waiting.Limit.TotalMilliseconds });
    }, [("Routing:WrapUp", "00:05:00"), ("Routing:MaxSearches", "0")]);

    /// <summary>Places a call behind all others.</summary>
    private static async Task<GuestPage> WaitingAsync(Scene scene, BrowserNewContextOptions window, string place, string time)
    {
        var guest = await scene.GuestAsync(browser: new(window));
        await guest.CallsAsync();
        await guest.IsToldAsync(place);
        await guest.ReadsAsync($"Your turn in {time}");
        return guest;
    }

    private static async Task TalksForAMomentAsync(ContactCenterApp app, string who)
    {
        if (who == "emil")
        {
            app.Sandbox.AddOperator(who, "Emil Sand");
        }

        using var talk = await app.ConversationAsync(who);
        await talk.Guest.HangsUpAsync();
        await talk.Guest.WaitsForAsync("ended");
    }
}
