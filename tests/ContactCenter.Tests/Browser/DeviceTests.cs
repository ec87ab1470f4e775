using ContactCenter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace ContactCenter.Tests.Browser;

/// <summary>Guests whose camera or microphone is missing, or who do not want to show themselves.</summary>
[Trait("Category", "Browser")]
public class DeviceTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public Task A_guest_who_refuses_camera_and_microphone_is_told_what_to_do_and_may_watch_and_listen() => chromium.PlayAsync(async scene =>
    {
        var anna = await scene.OperatorAsync("anna");
        var guest = await scene.GuestAsync();

        await guest.CallsAsync();

        await guest.IsToldAsync("Your camera and microphone are blocked");
        await guest.ReadsAsync("Choose the camera or lock symbol beside the address of this page and allow camera and microphone.");
        await guest.PressesAsync("Only watch and listen");
        await anna.AcceptsAsync();
        await guest.IsToldAsync("Anna Kowalska");
        // No pictures are looked for: from a page that may use no device Chromium hides loopback, and here is nothing else.
        await Expect(guest.Talk.GetByText("Camera and microphone are blocked. You can see and hear others, they cannot see or hear you.")).ToBeVisibleAsync();
        await anna.ReadsThatTheCameraIsOffAsync();
    }, guests: Chromium.DevicesRefused);

    [Fact]
    public Task A_guest_without_a_camera_talks_with_sound_only() => chromium.PlayAsync(async scene =>
    {
        var anna = await scene.OperatorAsync("anna");
        var guest = await scene.GuestAsync();

        await guest.CallsAsync();

        await guest.IsToldAsync("No camera was found");
        await guest.PressesAsync("Continue with sound only");
        await anna.AcceptsAsync();
        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.OnlyHearsTheGuestAsync());
        await anna.ReadsThatTheCameraIsOffAsync();
    }, guests: Chromium.NoCamera);

    [Fact]
    public Task Camera_and_microphone_can_be_checked_before_the_call() => chromium.PlayAsync(async scene =>
    {
        var guest = await scene.GuestAsync();
        await guest.Launcher().ClickAsync();

        await guest.PressesAsync("Check camera and microphone");

        await guest.ReadsAsync("Say something: the bars move when we can hear you.");
        await guest.PressesAsync("End the check");
        await guest.PressesAsync("Start video call");
        await guest.IsToldAsync("You are next in line");
    });

    [Fact]
    public Task A_check_that_is_answered_after_the_call_was_started_leaves_no_camera_on() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.Page.Context.AddInitScriptAsync("""
            const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            globalThis.opened = [];
            navigator.mediaDevices.getUserMedia = async wanted => {
              const first = !globalThis.answer;
              if (first) await new Promise(answer => { globalThis.answer = answer; });
              const stream = await open(wanted);
              opened.push(stream);
              return stream;
            };
            """);
        await guest.Page.ReloadAsync();
        await guest.Launcher().ClickAsync();
        await guest.PressesAsync("Check camera and microphone");

        await guest.PressesAsync("Start video call");
        await guest.IsToldAsync("You are next in line");
        var page = guest.Call.Locator("body");
        await page.EvaluateAsync("answer()");

        await Eventually.IsTrueAsync("the check and the call have opened the devices, and both have let them go", () =>
            page.EvaluateAsync<bool>("opened.length === 2 && opened.every(stream => stream.getTracks().every(track => track.readyState === 'ended'))"));
    });
}
