using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.TrueConf;

/// <summary>Whole calls at a server whose good answers are not always true, or that makes everything late.</summary>
public class HollowAnswerTests
{
    [Theory]
    [InlineData(ApiRoute.Stop)]
    [InlineData(ApiRoute.Delete)]
    public async Task An_end_that_is_answered_and_not_done_is_seen_through_before_the_operator_is_rung_again(ApiRoute route)
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        using var conversation = await app.ConversationAsync();
        app.Sandbox.Fault(route, FaultKind.NotApplied, count: 2);

        await conversation.Guest.HangsUpAsync();
        using var next = await app.GuestCallsAsync();
        var rung = await app.Sandbox.RingsAsync("anna");

        Assert.Equal(rung.Id, Assert.Single(app.Sandbox.Conferences).Id);
        Assert.Empty(app.Sandbox.FaultsInForce);
    }

    [Fact]
    public async Task A_ring_that_is_answered_and_not_begun_counts_for_nobody_and_is_tried_again()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:RetryDelay", "00:00:02"));
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Fault(ApiRoute.Run, FaultKind.NotApplied, count: 1);
        using var guest = await app.GuestCallsAsync();

        await app.Sandbox.RingsAsync("anna");
        app.Sandbox.OperatorAnswers("anna");
        await guest.WaitsForAsync("connected");

        Assert.Equal(["waiting", "ringing", "connected"], guest.Events.Select(one => one.Type));
        Assert.Equal(1, app.Rings("anna"));
    }

    [Fact]
    public async Task A_call_goes_well_though_the_server_lists_late_keeps_no_tags_and_will_not_delete_for_a_while()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        app.Sandbox.Settings = app.Sandbox.Settings with
        {
            IgnoresTags = true,
            ListLag = TimeSpan.FromSeconds(2),
            ListStaleness = TimeSpan.FromSeconds(2),
            DeleteRefusedFor = TimeSpan.FromSeconds(2),
        };
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.Fault(ApiRoute.Run, FaultKind.AppliedButAnswerLost, count: 1);
        using var guest = await app.GuestCallsAsync();
        await app.Sandbox.RingsAsync("anna");
        app.Sandbox.OperatorAnswers("anna");
        await guest.WaitsForAsync("connected");

        await guest.HangsUpAsync();
        await app.Sandbox.EmptiesAsync();

        Assert.Equal(1, app.Rings("anna"));
        Assert.Equal(["waiting", "ringing", "connected", "ended"], guest.Events.Select(one => one.Type));
    }
}
