using System.Text.Json;
using ContactCenter.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.Tests.Browser;

/// <summary>What the guest is asked before the call, and whom the answer leads to.</summary>
[Trait("Category", "Browser")]
public class QuestionTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string _topic = "What is it about?";
    private const string _bill = "A bill or a refund";

    /// <summary>One question of two answers; of the operators only Boris knows about bills.</summary>
    internal static readonly (string Key, string Value)[] OneQuestion =
    [
        ("Queues:default:Ask:0:Name", "topic"),
        ("Queues:default:Ask:0:Title:en", _topic),
        ("Queues:default:Ask:0:Title:ru", "О чём пойдёт речь?"),
        ("Queues:default:Ask:0:Answers:0:Value", "order"),
        ("Queues:default:Ask:0:Answers:0:Text", "An order or a delivery"),
        ("Queues:default:Ask:0:Answers:1:Value", "billing"),
        ("Queues:default:Ask:0:Answers:1:Text:en", _bill),
        ("Queues:default:Ask:0:Answers:1:Text:ru", "Счёт или возврат"),
        ("Queues:default:Ask:0:Answers:1:Skills:billing", "3"),
        ("Operators:Skills:boris:billing", "4"),
    ];

    /// <summary>Two more, one with so many answers that they are a list.</summary>
    internal static readonly (string Key, string Value)[] ThreeQuestions =
    [
        .. OneQuestion,
        ("Queues:default:Ask:1:Name", "order-kind"),
        ("Queues:default:Ask:1:Title", "Where did you buy?"),
        ("Queues:default:Ask:1:Answers:0:Value", "web"),
        ("Queues:default:Ask:1:Answers:0:Text", "On this website"),
        ("Queues:default:Ask:1:Answers:1:Value", "shop"),
        ("Queues:default:Ask:1:Answers:1:Text", "In a shop"),
        ("Queues:default:Ask:2:Name", "country"),
        ("Queues:default:Ask:2:Title", "Where do you live?"),
        .. new[] { "Austria", "Denmark", "Finland", "France", "Germany", "Italy", "Norway" }.SelectMany((country, index) => new[]
        {
            ($"Queues:default:Ask:2:Answers:{index}:Value", country.ToLowerInvariant()),
            ($"Queues:default:Ask:2:Answers:{index}:Text", country),
        }),
    ];

    [Fact]
    public Task The_answer_starts_the_call_and_decides_who_is_rung() => chromium.PlayAsync(async scene =>
    {
        // Anna has waited longest, and would be asked first.
        var anna = await scene.OperatorAsync("anna");
        var boris = await scene.OperatorAsync("boris");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await guest.IsToldAsync(_topic);

        Assert.Equal("billing", await AnswerAsync(guest, "topic", () => guest.PressesAsync(_bill)));

        await boris.AcceptsAsync();
        await guest.IsToldAsync("Boris Lindqvist");
        await Task.WhenAll(guest.SeesTheOperatorAsync(), boris.SeesTheGuestAsync());
        await anna.IsFreeAsync();
        Assert.Equal(0, scene.App.Rings("anna"));
    }, OneQuestion);

    [Fact]
    public Task It_is_answered_by_keyboard_alone() => chromium.PlayAsync(async scene =>
    {
        var boris = await scene.OperatorAsync("boris");
        var guest = await scene.GuestAsync();
        var keys = guest.Page.Keyboard;
        await guest.Launcher().FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(Heading(guest, "Talk to us by video")).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");

        await Expect(Heading(guest, _topic)).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await Expect(guest.Button("An order or a delivery")).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await Expect(guest.Button(_bill)).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await Expect(guest.Button("Back")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(Heading(guest, "Talk to us by video")).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await Expect(Heading(guest, _topic)).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");

        Assert.Equal("billing", await AnswerAsync(guest, "topic", () => keys.PressAsync("Enter")));
        await boris.HearsRingingAsync();
        await Expect(Heading(guest, "An operator’s device is ringing")).ToBeFocusedAsync();
    }, OneQuestion);

    [Theory]
    [InlineData("billing", false)]
    [InlineData("something the queue does not know", true)]
    public async Task What_the_site_knows_is_not_asked(string known, bool isAsked)
    {
        await using var site = await Website.OpenAsync();
        await chromium.PlayAsync(async scene =>
        {
            site.Embeds(scene.App.Address, $"data-topic='{known}'");
            var boris = await scene.OperatorAsync("boris");
            var guest = await scene.GuestAsync(site.Address);
            await guest.Launcher().ClickAsync();

            var answer = await AnswerAsync(guest, "topic", async () =>
            {
                await guest.PressesAsync("Start video call");
                if (isAsked)
                {
                    await guest.PressesAsync(_bill);
                }
            });

            Assert.Equal("billing", answer);
            await boris.HearsRingingAsync();
        }, [.. OneQuestion, ("Widget:AllowedSites:0", site.Origin)]);
    }

    [Fact]
    public Task A_reload_leads_back_to_the_question_and_after_the_answer_to_the_same_call() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await guest.IsToldAsync(_topic);

        await guest.Page.ReloadAsync();
        await guest.PressesAsync(_bill);
        await guest.IsToldAsync("You are next in line");
        var call = await guest.CallIdAsync();
        await guest.Page.ReloadAsync();

        await guest.IsToldAsync("You are next in line");
        Assert.Equal(call, await guest.CallIdAsync());
        Assert.Equal(1, (await scene.App.QueueAsync()).Waiting);
    }, OneQuestion);

    [Fact]
    public Task A_reload_before_the_place_is_known_asks_for_the_same_call_with_the_same_answer() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        var placed = new TaskCompletionSource<string?>();
        await guest.Page.RouteAsync("**/api/calls", async route =>
        {
            if (placed.Task.IsCompleted)
            {
                await route.ContinueAsync();
                return;
            }

            // The answer never arrives.
            var answer = await route.FetchAsync();
            placed.TrySetResult((await answer.JsonAsync())?.GetProperty("id").GetString());
        });
        await guest.CallsAsync();
        await guest.PressesAsync(_bill);
        var call = await placed.Task.WithTimeout("the call was placed");

        Assert.Equal("billing", await AnswerAsync(guest, "topic", () => guest.Page.ReloadAsync()));

        await guest.IsToldAsync("You are next in line");
        Assert.Equal(call, await guest.CallIdAsync());
    }, OneQuestion);

    [Fact]
    public Task Several_questions_are_a_form_that_says_what_is_missing() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await guest.IsToldAsync("A few questions before the call");
        await Group(guest, _topic).GetByRole(AriaRole.Radio, new() { Name = _bill }).CheckAsync();

        await guest.PressesAsync("Start video call");

        var bought = Group(guest, "Where did you buy?");
        await Expect(bought.GetByText("Please choose an answer.")).ToBeVisibleAsync();
        await Expect(bought.GetByRole(AriaRole.Radio).First).ToBeFocusedAsync();
        await Expect(Group(guest, _topic).GetByText("Please choose an answer.")).ToBeHiddenAsync();
        await guest.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(bought.GetByText("Please choose an answer.")).ToBeHiddenAsync();
        await guest.Call.GetByRole(AriaRole.Combobox, new() { Name = "Where do you live?" }).SelectOptionAsync("Norway");
        await guest.Page.ReloadAsync();
        await Expect(bought.GetByRole(AriaRole.Radio, new() { Name = "In a shop" })).ToBeCheckedAsync();

        var request = await guest.Page.RunAndWaitForRequestAsync(() => guest.PressesAsync("Start video call"), "**/api/calls");

        var attributes = JsonDocument.Parse(request.PostData!).RootElement.GetProperty("attributes");
        Assert.Equal(["billing", "shop", "norway"], new[] { "topic", "order-kind", "country" }.Select(name => attributes.GetProperty(name).GetString()));
        await guest.IsToldAsync("You are next in line");
    }, ThreeQuestions);

    [Fact]
    public Task The_next_call_is_asked_anew_and_in_the_guests_language() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync(browser: new() { Locale = "ru-RU" });
        await guest.Launcher("Видеозвонок").ClickAsync();
        await guest.PressesAsync("Начать видеозвонок");
        await guest.IsToldAsync("О чём пойдёт речь?");
        await guest.PressesAsync("Счёт или возврат");
        await guest.PressesAsync("Выйти из очереди");
        await guest.PressesAsync("Позвонить ещё раз");
        await guest.PressesAsync("Начать видеозвонок");

        // What was written for all languages is read by those who have none of their own.
        Assert.Equal("order", await AnswerAsync(guest, "topic", () => guest.PressesAsync("An order or a delivery")));
    }, OneQuestion);

    private static ILocator Heading(GuestPage guest, string name) => guest.Call.GetByRole(AriaRole.Heading, new() { Name = name });

    private static ILocator Group(GuestPage guest, string question) => guest.Call.GetByRole(AriaRole.Group, new() { Name = question });

    /// <summary>What is sent with the call that is placed by this.</summary>
    private static async Task<string?> AnswerAsync(GuestPage guest, string question, Func<Task> place)
    {
        var request = await guest.Page.RunAndWaitForRequestAsync(place, "**/api/calls");
        return JsonDocument.Parse(request.PostData!).RootElement.GetProperty("attributes").GetProperty(question).GetString();
    }
}
