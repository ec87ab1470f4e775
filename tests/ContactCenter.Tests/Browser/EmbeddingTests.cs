using System.IO.Compression;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.Tests.Browser;

/// <summary>The widget on other people's websites: what it does there, what it leaves alone, and where it is not welcome.</summary>
[Trait("Category", "Browser")]
public class EmbeddingTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string _recordsEvents = """
        globalThis.told = [];
        for (const name of ['opened', 'waiting', 'connected', 'ended', 'closed']) {
          addEventListener(`videocall:${name}`, event => told.push(`${name} ${JSON.stringify(event.detail)}`));
        }
        """;

    [Fact]
    public async Task It_works_on_the_page_of_an_allowed_site_and_tells_its_scripts_what_happens()
    {
        await using var site = await Website.OpenAsync();
        await chromium.PlayAsync(async scene =>
        {
            site.Embeds(scene.App.Address, "guest-name='Greta Holm' data-order='42'");
            scene.TrueConf.OperatorIsBusy("boris");
            var guest = await scene.GuestAsync(site.Address);
            await guest.Page.EvaluateAsync(_recordsEvents);

            await guest.CallsAsync();
            await guest.IsToldAsync("You are next in line");
            var anna = await scene.OperatorAsync("anna");
            await Expect(anna.Page.GetByText("Greta Holm").First).ToBeVisibleAsync();
            await anna.AcceptsAsync();
            await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
            await guest.HangsUpAsync();
            await guest.PressesAsync("Close");

            await Expect(guest.Launcher()).ToBeVisibleAsync();
            Assert.Equal(
                [
                    """opened {"queue":"default"}""",
                    """waiting {"queue":"default","position":1}""",
                    """connected {"queue":"default","operator":"Anna Kowalska"}""",
                    """ended {"queue":"default","outcome":"completed"}""",
                    """closed {"queue":"default"}""",
                ],
                // A place that is counted before the call's answer is sent was never unknown.
                (await guest.Page.EvaluateAsync<string[]>("told")).Where(told => told != """waiting {"queue":"default","position":null}"""));
            await scene.NothingIsLeftAsync();
        }, [("Widget:AllowedSites:0", site.Origin)]);
    }

    [Fact]
    public Task Where_the_browser_stores_nothing_for_a_site_the_button_works_all_the_same() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.Page.Context.AddInitScriptAsync(
            "Object.defineProperty(globalThis, 'sessionStorage', { get() { throw new DOMException('Access is denied.', 'SecurityError'); } });");
        await guest.Page.ReloadAsync();

        await guest.CallsAsync();

        await guest.IsToldAsync("You are next in line");
        await guest.PressesAsync("Leave the line");
        await guest.IsToldAsync("You left the line");
        await guest.PressesAsync("Close");
        await Expect(guest.Launcher()).ToBeVisibleAsync();
    });

    [Fact]
    public async Task On_a_site_that_is_not_allowed_it_says_that_it_cannot_be_loaded()
    {
        await using var site = await Website.OpenAsync();
        await chromium.PlayAsync(async scene =>
        {
            site.Embeds(scene.App.Address);
            var guest = await scene.GuestAsync(site.Address);

            await guest.Launcher().ClickAsync();

            await Expect(guest.Widget.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The video call could not be loaded. Please try again in a moment.");
            await guest.Widget.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
            await Expect(guest.Launcher()).ToBeFocusedAsync();
        }, [("Widget:AllowedSites:0", "https://shop.example.com")]);
    }

    [Theory]
    [InlineData("camera=(), microphone=()", "This website does not allow video calls")]
    [InlineData("camera=()", "This website does not allow the camera here. The operator will hear you but not see you.")]
    [InlineData("microphone=()", "This website does not allow the microphone here. The operator will see you but not hear you.")]
    public async Task A_site_that_forbids_devices_is_named_as_the_cause(string policy, string sentence)
    {
        await using var site = await Website.OpenAsync();
        await chromium.PlayAsync(async scene =>
        {
            site.Embeds(scene.App.Address);
            site.PermissionsPolicy = policy;
            var guest = await scene.GuestAsync(site.Address);

            await guest.Launcher().ClickAsync();

            await guest.ReadsAsync(sentence);
        }, [("Widget:AllowedSites:0", site.Origin)]);
    }

    [Fact]
    public Task Before_the_click_only_the_loader_is_loaded_and_never_anything_from_elsewhere() => chromium.PlayAsync(async scene =>
    {
        var anna = await scene.OperatorAsync("anna");
        scene.Requests.Clear();
        var guest = await scene.GuestAsync();
        await Expect(guest.Launcher()).ToBeVisibleAsync();
        await guest.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.Equal(["/widget/widget.js"], scene.Requests.Select(request => request.AbsolutePath).Where(path => !path.StartsWith("/demo/", StringComparison.Ordinal)));

        await guest.CallsAsync();
        await anna.AcceptsAsync();
        await guest.SeesTheOperatorAsync();
        await guest.HangsUpAsync();
        await guest.IsToldAsync("The call has ended");

        Assert.Subset(
            new HashSet<string> { scene.App.Address.Authority, scene.TrueConf.Url.Authority },
            scene.Requests.Select(request => request.Authority).ToHashSet());
        Assert.DoesNotContain(scene.Requests, request => request.Query.Contains("token", StringComparison.Ordinal));
        Assert.Empty(await guest.Page.Context.CookiesAsync());
    });

    [Fact]
    public void The_loader_is_no_more_than_six_kilobytes()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(Path.Combine(Support.Repository.Root, "wwwroot", "widget", "widget.js")));
        }

        Assert.InRange(compressed.Length, 1, 6000);
    }
}
