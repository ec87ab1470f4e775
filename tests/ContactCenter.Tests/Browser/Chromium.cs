using System.Runtime.CompilerServices;
using ContactCenter.Tests.Support;
using Microsoft.Playwright;

namespace ContactCenter.Tests.Browser;

/// <summary>One real Chromium for the tests of a class, with a camera and a microphone that are always there and always allowed.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>Grants what a page asks for; with <c>=deny</c> it refuses.</summary>
    private const string _answersForTheGuest = "--use-fake-ui-for-media-stream";

    private const string _picturesAndSound = "--use-fake-device-for-media-stream";

    /// <summary>The person in front of the browser refuses camera and microphone.</summary>
    internal const string DevicesRefused = _answersForTheGuest + "=deny";

    /// <summary>The device has a microphone only.</summary>
    internal const string NoCamera = _picturesAndSound + "=device-count=0";

    private static readonly string _executable = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync([]);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Plays a scene with the whole product and fresh browser profiles; when it fails, every open page is kept as a picture.</summary>
    /// <param name="play">What happens.</param>
    /// <param name="settings">The server's, besides the defaults of a scene.</param>
    /// <param name="guests">A flag for a browser of the guests' own, such as <see cref="NoCamera"/>.</param>
    /// <param name="test">Names the pictures.</param>
    internal async Task PlayAsync(
        Func<Scene, Task> play, (string Key, string Value)[]? settings = null, string? guests = null, [CallerMemberName] string test = "")
    {
        var guestsBrowser = guests is null ? _browser! : await LaunchAsync([guests]);
        try
        {
            await using var scene = await Scene.OpenAsync(guestsBrowser, _browser!, settings ?? []);
            try
            {
                await play(scene);
                scene.NobodyComplained();
            }
            catch
            {
                await scene.PhotographAsync(test);
                throw;
            }
        }
        finally
        {
            if (guestsBrowser != _browser)
            {
                await guestsBrowser.DisposeAsync();
            }
        }
    }

    /// <summary>Of a flag given twice Chromium takes the last.</summary>
    private Task<IBrowser> LaunchAsync(string[] flags) => _playwright!.Chromium.LaunchAsync(new()
    {
        ExecutablePath = _executable,
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--allow-loopback-in-peer-connection", _answersForTheGuest, _picturesAndSound + "=fps=10", .. flags,
        ],
    }).WithTimeout($"{_executable} has started");
}
