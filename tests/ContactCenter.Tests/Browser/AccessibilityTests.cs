using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.Tests.Browser;

/// <summary>For everybody: by keyboard, with a screen reader, on the smallest phone, in the guest's own language.</summary>
[Trait("Category", "Browser")]
public class AccessibilityTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly BrowserNewContextOptions _smallestPhone = new() { HasTouch = true, ViewportSize = new() { Width = 320, Height = 568 } };

    /// <summary>Nothing moves, so that colours are judged as they stay, not on their way.</summary>
    private static readonly BrowserNewContextOptions _still = new() { ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1280, Height = 720 } };

    [Fact]
    public Task A_whole_call_needs_no_mouse_on_either_side() => chromium.PlayAsync(async scene =>
    {
        var anna = await scene.OperatorAsync("anna");
        var guest = await scene.GuestAsync();
        var keys = guest.Page.Keyboard;
        for (var tabs = 0; tabs < 40 && !await guest.Launcher().EvaluateAsync<bool>("button => button.matches(':focus')"); tabs++)
        {
            await keys.PressAsync("Tab");
        }

        await keys.PressAsync("Enter");
        await Expect(guest.Call.GetByRole(AriaRole.Heading, new() { Name = "Talk to us by video" })).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await Expect(guest.Button("Start video call")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");

        // The ringing client has put its focus where the operator needs it.
        await Expect(anna.Button("Accept")).ToBeFocusedAsync();
        await Expect(guest.Call.GetByRole(AriaRole.Heading, new() { Name = "An operator’s device is ringing" })).ToBeFocusedAsync();
        await anna.Page.Keyboard.PressAsync("Enter");

        await Expect(guest.Call.GetByRole(AriaRole.Heading, new() { Name = "Anna Kowalska" })).ToBeFocusedAsync();
        await guest.SeesTheOperatorAsync();
        await keys.PressAsync("Tab");
        await Expect(guest.Button("Hang up")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");

        await Expect(guest.Call.GetByRole(AriaRole.Heading, new() { Name = "The call has ended" })).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(guest.Launcher()).ToBeFocusedAsync();
    });

    [Fact]
    public Task Escape_puts_a_call_aside_without_ending_it_and_the_button_leads_back() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await guest.IsToldAsync("You are next in line");

        await guest.Page.Keyboard.PressAsync("Escape");

        var back = guest.Launcher("Back to the video call: You are next in line");
        await Expect(back).ToBeFocusedAsync();
        await guest.Page.Keyboard.PressAsync("Enter");
        await guest.IsToldAsync("You are next in line");
        await Expect(guest.Button("Leave the line")).ToBeVisibleAsync();
    });

    [Fact]
    public Task Axe_core_finds_nothing_serious() => chromium.PlayAsync(async scene =>
    {
        var findings = new List<string>();

        await EveryStateAsync(scene, _still, async (page, state) => findings.AddRange(await AxeCore.FindingsAsync(page, state)));

        Assert.Equal("", string.Join('\n', findings));
    });

    [Fact]
    public Task Axe_core_finds_nothing_serious_before_the_call_and_where_there_is_none() => chromium.PlayAsync(async scene =>
    {
        var findings = new List<string>();

        await EveryBeginningAsync(scene, _still, async (page, state) => findings.AddRange(await AxeCore.FindingsAsync(page, state)));

        Assert.Equal("", string.Join('\n', findings));
    }, QuestionTests.ThreeQuestions);

    [Fact]
    public Task Nobody_has_to_scroll_sideways_on_the_smallest_phone() => chromium.PlayAsync(async scene =>
    {
        var wide = new List<string>();

        await EveryStateAsync(scene, _smallestPhone, async (page, state) => wide.AddRange(await TooWideAsync(page, state)));

        Assert.Equal("", string.Join('\n', wide));
    });

    [Fact]
    public Task Nor_before_the_call_and_where_there_is_none() => chromium.PlayAsync(async scene =>
    {
        var wide = new List<string>();

        await EveryBeginningAsync(scene, _smallestPhone, async (page, state) => wide.AddRange(await TooWideAsync(page, state)));

        Assert.Equal("", string.Join('\n', wide));
    }, QuestionTests.ThreeQuestions);

    [Theory]
    [InlineData("ru-RU", null)]
    [InlineData("en-GB", "ru")]
    public Task It_speaks_Russian_where_the_browser_or_the_site_does(string browser, string? site) => chromium.PlayAsync(async scene =>
    {
        var guest = await scene.GuestAsync(browser: new() { Locale = browser });
        if (site is not null)
        {
            await guest.Widget.EvaluateAsync("(widget, language) => widget.lang = language", site);
        }

        await guest.Launcher("Видеозвонок").ClickAsync();
        await guest.PressesAsync("Начать видеозвонок");
        await guest.IsToldAsync("Вы следующий в очереди");
        await guest.PressesAsync("Выйти из очереди");
        await guest.IsToldAsync("Вы вышли из очереди");
    });

    private static async Task<IEnumerable<string>> TooWideAsync(IPage page, string state)
    {
        var wide = new List<string>();
        foreach (var frame in page.Frames)
        {
            if (await frame.EvaluateAsync<int>("document.documentElement.scrollWidth") is var width and > 320)
            {
                wide.Add($"{state}, {new Uri(frame.Url).AbsolutePath}: {width} px");
            }
        }

        return wide;
    }

    /// <summary>Leads a guest through everything that may come before a call or in its place, and looks in each state.</summary>
    private static async Task EveryBeginningAsync(Scene scene, BrowserNewContextOptions browser, Func<IPage, string, Task> look)
    {
        var guest = await scene.GuestAsync(browser: new(browser));
        await guest.CallsAsync();
        await guest.IsToldAsync("A few questions before the call");
        await look(guest.Page, "several questions");
        await guest.PressesAsync("Start video call");
        await guest.ReadsAsync("Please choose an answer.");
        await look(guest.Page, "answers missing");

        await guest.Page.ReloadAsync();
        await guest.PressesAsync("Back");
        await guest.Call.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await guest.Widget.EvaluateAsync("widget => Object.assign(widget.dataset, { orderKind: 'web', country: 'norway' })");
        await guest.CallsAsync();
        await guest.IsToldAsync("What is it about?");
        await look(guest.Page, "one question");

        foreach (var (because, heading) in new[]
        {
            ("closed", "We are closed at the moment"), ("full", "The line is full"), ("nobody", "No operator is signed in just now"),
        })
        {
            var late = await scene.GuestAsync(browser: new(browser));
            await late.Page.RouteAsync("**/api/queues/*", route => route.FulfillAsync(new()
            {
                Json = DoorTests.Shut(because, because == "closed" ? TimeProvider.System.GetUtcNow().AddDays(2) : null),
            }));
            await late.Launcher().ClickAsync();
            await late.IsToldAsync(heading);
            await look(late.Page, because);
        }
    }

    /// <summary>Leads a guest and an operator through everything they are shown in a call, and looks at both in each state.</summary>
    private static async Task EveryStateAsync(Scene scene, BrowserNewContextOptions browser, Func<IPage, string, Task> look)
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync(browser: new(browser));
        await look(guest.Page, "the shop");
        await guest.Launcher().ClickAsync();
        await Expect(guest.Button("Start video call")).ToBeEnabledAsync();
        await look(guest.Page, "ready");
        await guest.PressesAsync("Start video call");
        await Expect(guest.Button("Leave the line")).ToBeEnabledAsync();
        await look(guest.Page, "waiting");

        var anna = await scene.OperatorAsync("anna", new(browser));
        await Expect(guest.Button("Cancel the call")).ToBeEnabledAsync();
        await anna.HearsRingingAsync();
        await look(guest.Page, "ringing");
        await look(anna.Page, "the client ringing");
        await anna.AcceptsAsync();
        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
        await look(guest.Page, "connected");
        await look(anna.Page, "the client in a conversation");

        await guest.HangsUpAsync();
        await Expect(guest.Button("Call again")).ToBeEnabledAsync();
        await look(guest.Page, "ended");
        await anna.IsFreeAsync();
        await look(anna.Page, "the client ready");
        await anna.Button("Sign out").ClickAsync();
        await Expect(anna.Button("Sign in")).ToBeVisibleAsync();
        await look(anna.Page, "the client signed out");
    }
}
