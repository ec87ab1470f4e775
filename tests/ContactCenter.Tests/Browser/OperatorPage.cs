using ContactCenter.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.Tests.Browser;

/// <summary>The sandbox's client for operators, as an operator uses it.</summary>
internal sealed class OperatorPage(IPage page)
{
    private static readonly LocatorAssertionsToBeVisibleOptions _patience = new() { Timeout = (float)Waiting.Limit.TotalMilliseconds };

    public IPage Page { get; } = page;

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task IsSignedInAsync() => Expect(Button("Sign out")).ToBeVisibleAsync(_patience);

    public Task IsFreeAsync() => Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Ready for calls" })).ToBeVisibleAsync(_patience);

    public Task HearsRingingAsync() => Expect(Button("Accept")).ToBeVisibleAsync(_patience);

    public Task HearsNothingAsync() => Expect(Button("Accept")).ToBeHiddenAsync(new() { Timeout = _patience.Timeout });

    public Task AcceptsAsync() => Button("Accept").ClickAsync();

    public Task DeclinesAsync() => Button("Decline").ClickAsync();

    public Task HangsUpAsync() => Button("Hang up").ClickAsync();

    public Task SeesTheGuestAsync() => MovingPictures.SeesAndHearsAsync("the operator", () => Page.MainFrame);

    public Task OnlyHearsTheGuestAsync() => MovingPictures.OnlyHearsAsync("the operator", () => Page.MainFrame);

    /// <summary>What is said about a guest who is there without a picture.</summary>
    public Task ReadsThatTheCameraIsOffAsync() => Expect(Page.GetByText("camera is off")).ToBeVisibleAsync(_patience);
}
