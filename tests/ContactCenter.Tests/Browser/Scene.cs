using System.Collections.Concurrent;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Browser;

/// <summary>One test's world: the server, its TrueConf Server, and everybody's browser windows.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly float _patience = (float)TimeSpan.FromSeconds(15).TotalMilliseconds;

    private readonly IBrowser _guests;
    private readonly IBrowser _operators;
    private readonly List<IBrowserContext> _profiles = [];
    private readonly ConcurrentQueue<string> _errors = new();

    private Scene(IBrowser guests, IBrowser operators, ContactCenterApp app) => (_guests, _operators, App) = (guests, operators, app);

    public ContactCenterApp App { get; }

    public SandboxServer TrueConf => App.Sandbox;

    /// <summary>Everything the pages asked a server for, in order.</summary>
    public ConcurrentQueue<Uri> Requests { get; } = new();

    private IEnumerable<string> Complaints => _errors.Concat(App.Log.Where(entry => entry.Level >= LogLevel.Error).Select(entry => entry.Text));

    public static async Task<Scene> OpenAsync(IBrowser guests, IBrowser operators, (string Key, string Value)[] settings)
    {
        // As quick as the settings allow: a test waits for what happens, not for an interval.
        var app = await ContactCenterApp.StartAsync(
            [("Routing:RosterInterval", "00:00:00.2"), ("Routing:RingTimeout", "00:00:15"), ("Routing:SoloLimit", "00:00:05"), .. settings]);
        app.Sandbox.Settings = app.Sandbox.Settings with { GuestLinger = TimeSpan.FromSeconds(1), OperatorLinger = TimeSpan.FromSeconds(1) };
        return new Scene(guests, operators, app);
    }

    /// <summary>A guest in front of the demo shop, or of another page with the widget.</summary>
    public async Task<GuestPage> GuestAsync(Uri? site = null, BrowserNewContextOptions? browser = null)
    {
        var page = await NewPageAsync(_guests, browser ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await page.GotoAsync((site ?? new Uri(App.Address, "/demo/")).ToString());
        return new GuestPage(page);
    }

    /// <summary>An operator's client, signed in.</summary>
    public async Task<OperatorPage> OperatorAsync(string id, BrowserNewContextOptions? browser = null)
    {
        var page = await NewPageAsync(_operators, browser ?? new() { ViewportSize = new() { Width = 1000, Height = 700 } });
        await page.GotoAsync(new Uri(TrueConf.Url, $"/client?user={id}").ToString());
        var client = new OperatorPage(page);
        await client.IsSignedInAsync();
        return client;
    }

    /// <summary>After a call: TrueConf Server is as it was before.</summary>
    public Task NothingIsLeftAsync() => TrueConf.EmptiesAsync(TimeSpan.FromSeconds(15));

    /// <summary>No script of a page has thrown anything, and nobody has to look into the server's log.</summary>
    public void NobodyComplained() => Assert.Equal("", string.Join('\n', Complaints));

    /// <summary>Every open page as it is now, and what went wrong behind it.</summary>
    public async Task PhotographAsync(string test)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(folder, test + ".txt"), Complaints);
        var number = 0;
        foreach (var page in _profiles.SelectMany(profile => profile.Pages))
        {
            var name = ++number == 1 ? test : $"{test}-{number}";
            try
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), Timeout = 5000 });
            }
            catch (PlaywrightException)
            {
                // A page that cannot be photographed must not hide why the test failed.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var profile in _profiles)
        {
            await profile.DisposeAsync();
        }

        await App.DisposeAsync();
    }

    /// <summary>A window of a profile that has never been anywhere.</summary>
    private async Task<IPage> NewPageAsync(IBrowser browser, BrowserNewContextOptions options)
    {
        options.Locale ??= "en-GB";
        var profile = await browser.NewContextAsync(options);
        _profiles.Add(profile);
        profile.SetDefaultTimeout(_patience);
        profile.WebError += (_, error) => _errors.Enqueue(error.Error);
        profile.Request += (_, request) => Requests.Enqueue(new Uri(request.Url));
        await profile.AddInitScriptAsync(MovingPictures.Script);
        return await profile.NewPageAsync();
    }
}
