namespace ContactCenter.Tests.Browser;

/// <summary>One conversation and its tabs: reloaded, duplicated, closed.</summary>
[Trait("Category", "Browser")]
public class TabTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public Task After_a_reload_the_same_conversation_goes_on() => chromium.PlayAsync(async scene =>
    {
        var (guest, anna) = await TalkAsync(scene);
        var call = await guest.CallIdAsync();
        var conference = Assert.Single(scene.TrueConf.Conferences).Id;

        await guest.ReloadsAndReturnsAsync();

        await guest.IsToldAsync("Anna Kowalska");
        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
        Assert.Equal(call, await guest.CallIdAsync());
        Assert.Equal(conference, Assert.Single(scene.TrueConf.Conferences).Id);
        await guest.HangsUpAsync();
        await guest.IsToldAsync("The call has ended");
        await scene.NothingIsLeftAsync();
    });

    [Fact]
    public Task A_duplicated_tab_leaves_the_first_ones_conversation_alone() => chromium.PlayAsync(async scene =>
    {
        var (guest, anna) = await TalkAsync(scene);

        var second = await guest.DuplicateAsync();
        await second.IsToldAsync("This conversation is open in another tab");
        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
        await second.Page.CloseAsync();

        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
        await guest.IsToldAsync("Anna Kowalska");
    });

    [Fact]
    public Task A_duplicated_tab_takes_the_conversation_over_when_told_to() => chromium.PlayAsync(async scene =>
    {
        var (guest, anna) = await TalkAsync(scene);
        var call = await guest.CallIdAsync();
        var second = await guest.DuplicateAsync();

        await second.PressesAsync("Continue here");

        await Task.WhenAll(second.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
        await guest.IsToldAsync("This conversation is open in another tab");
        Assert.Equal(call, await second.CallIdAsync());
        await second.HangsUpAsync();
        await second.IsToldAsync("The call has ended");
        await guest.IsToldAsync("The call has ended");
        await scene.NothingIsLeftAsync();
    });

    [Fact]
    public Task A_tab_duplicated_while_waiting_does_not_open_the_conversation_twice() => chromium.PlayAsync(async scene =>
    {
        scene.TrueConf.OperatorIsBusy("boris");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await guest.IsToldAsync("You are next in line");
        var second = await guest.DuplicateAsync();
        await second.ReadsAsync("You are also waiting in another tab. The conversation will open there.");

        var anna = await scene.OperatorAsync("anna");
        await anna.AcceptsAsync();

        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
        await second.IsToldAsync("This conversation is open in another tab");
        Assert.Equal(2, Assert.Single(scene.TrueConf.Conferences).Participants.Count);
    });

    [Fact]
    public Task When_the_tab_with_the_conversation_is_closed_the_other_one_offers_to_return() => chromium.PlayAsync(async scene =>
    {
        var (guest, anna) = await TalkAsync(scene);
        var second = await guest.DuplicateAsync();
        await second.IsToldAsync("This conversation is open in another tab");

        await guest.Page.CloseAsync();

        await second.IsToldAsync("Your conversation is still going on");
        await second.PressesAsync("Return to the conversation");
        await Task.WhenAll(second.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
    }, [("Routing:SoloLimit", "00:01:00")]);

    private static async Task<(GuestPage Guest, OperatorPage Anna)> TalkAsync(Scene scene)
    {
        var anna = await scene.OperatorAsync("anna");
        var guest = await scene.GuestAsync();
        await guest.CallsAsync();
        await anna.AcceptsAsync();
        await Task.WhenAll(guest.SeesTheOperatorAsync(), anna.SeesTheGuestAsync());
        return (guest, anna);
    }
}
