namespace ContactCenter.Tests.Browser;

/// <summary>From the click to two moving pictures, and every way a conversation ends.</summary>
[Trait("Category", "Browser")]
public class ConversationTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public Task A_guest_and_an_operator_see_and_hear_each_other_until_the_guest_hangs_up() => chromium.PlayAsync(async scene =>
    {
        var (guest, anna) = await TalkAsync(scene);

        await guest.HangsUpAsync();

        await guest.IsToldAsync("The call has ended");
        await guest.ReadsAsync("Thank you for talking to us.");
        await IsAsBeforeAsync(scene, anna);

        // Nothing of the first call stands in the way of a second.
        await guest.PressesAsync("Call again");
        await guest.PressesAsync("Start video call");
        await anna.AcceptsAsync();
        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
    });

    [Fact]
    public Task The_guest_hangs_up_with_TrueConfs_own_button() => chromium.PlayAsync(async scene =>
    {
        var (guest, anna) = await TalkAsync(scene);

        await guest.HangsUpInTrueConfsPageAsync();

        await guest.IsToldAsync("The call has ended");
        await IsAsBeforeAsync(scene, anna);
    });

    [Fact]
    public Task The_operator_hangs_up() => chromium.PlayAsync(async scene =>
    {
        var (guest, anna) = await TalkAsync(scene);

        await anna.HangsUpAsync();

        await guest.IsToldAsync("The call has ended");
        await IsAsBeforeAsync(scene, anna);
    });

    [Fact]
    public Task The_guest_closes_the_tab() => chromium.PlayAsync(async scene =>
    {
        var (guest, anna) = await TalkAsync(scene);

        await guest.Page.CloseAsync();

        await IsAsBeforeAsync(scene, anna);
    });

    [Fact]
    public Task The_operator_closes_the_client() => chromium.PlayAsync(async scene =>
    {
        var (guest, anna) = await TalkAsync(scene);

        await anna.Page.CloseAsync();

        await guest.IsToldAsync("The call has ended");
        await scene.NothingIsLeftAsync();

        // Back at the desk she is asked like everybody else.
        anna = await scene.OperatorAsync("anna");
        await guest.PressesAsync("Call again");
        await guest.PressesAsync("Start video call");
        await anna.HearsRingingAsync();
    });

    private static async Task<(GuestPage Guest, OperatorPage Anna)> TalkAsync(Scene scene)
    {
        var anna = await scene.OperatorAsync("anna");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await anna.AcceptsAsync();
        await guest.IsToldAsync("Anna Kowalska");
        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
        return (guest, anna);
    }

    private static async Task IsAsBeforeAsync(Scene scene, OperatorPage anna)
    {
        await scene.NothingIsLeftAsync();
        await anna.IsFreeAsync();
    }
}
