using ContactCenter.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.Tests.Browser;

/// <summary>A website with the widget, as its visitor uses it: everything is found by role and words.</summary>
internal sealed class GuestPage(IPage page)
{
    private static readonly LocatorAssertionsToBeVisibleOptions _patience = new() { Timeout = (float)Waiting.Limit.TotalMilliseconds };

    public IPage Page { get; } = page;

    public ILocator Widget => Page.Locator("video-call");

    /// <summary>Our page in the widget.</summary>
    public IFrameLocator Call => Page.FrameLocator("video-call iframe");

    /// <summary>TrueConf's page in ours.</summary>
    public IFrameLocator Talk => Call.FrameLocator(".stage iframe");

    private IFrame? CallFrame => Page.Frames.FirstOrDefault(frame => frame.Url.Contains("/widget/call.html", StringComparison.Ordinal));

    private IFrame? TalkFrame => Page.Frames.FirstOrDefault(frame => frame.Url.Contains("/webrtc/", StringComparison.Ordinal));

    public ILocator Launcher(string label = "Video call") => Widget.GetByRole(AriaRole.Button, new() { Name = label });

    public ILocator Button(string name) => Call.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Opens the widget and gets into the line.</summary>
    public async Task CallsAsync()
    {
        await Launcher().ClickAsync();
        await PressesAsync("Start video call");
    }

    public Task PressesAsync(string button) => Button(button).ClickAsync();

    /// <summary>The heading of the screen the guest is shown.</summary>
    public Task IsToldAsync(string heading) => Expect(Call.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync(_patience);

    /// <summary>A sentence somewhere on the screen.</summary>
    public Task ReadsAsync(string sentence) => Expect(Call.GetByRole(AriaRole.Main).GetByText(sentence).First).ToBeVisibleAsync(_patience);

    public Task HearsRingingAsync() => IsToldAsync("An operator’s device is ringing");

    public Task SeesTheOperatorAsync() => MovingPictures.SeesAndHearsAsync("the guest", () => TalkFrame);

    public Task HangsUpAsync() => PressesAsync("Hang up");

    public Task HangsUpInTrueConfsPageAsync() => Talk.GetByRole(AriaRole.Button, new() { Name = "Hang up" }).ClickAsync();

    /// <summary>The call this tab is in, as its own page remembers it.</summary>
    public async Task<string> CallIdAsync() =>
        await CallFrame!.EvaluateAsync<string?>("JSON.parse(sessionStorage.getItem('videocall-seat:default'))?.id")
        ?? throw new InvalidOperationException("This tab is in no call.");

    /// <summary>"Duplicate tab": a second one with a copy of all the first remembers.</summary>
    public async Task<GuestPage> DuplicateAsync() =>
        new(await Page.RunAndWaitForPopupAsync(() => Page.EvaluateAsync("() => { window.open(location.href); }")));

    /// <summary>After a reload in a conversation Chromium may want to be touched once before it plays sound.</summary>
    /// <param name="isBack">What shows that the page does its part; without it, that the guest is in the conversation.</param>
    public async Task ReloadsAndReturnsAsync(Func<bool>? isBack = null)
    {
        await Page.ReloadAsync();
        await Eventually.IsTrueAsync("the guest is back in the conversation", async () =>
        {
            if (await Button("Return to the conversation").IsVisibleAsync())
            {
                await PressesAsync("Return to the conversation");
            }

            return isBack?.Invoke() ?? TalkFrame is not null;
        });
    }
}
