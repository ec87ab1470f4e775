using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Calls;

/// <summary>Several devices ring for one guest.</summary>
public class RingingTogetherTests
{
    private static readonly (string, string) _ringsAtTwo = ("Routing:RingWidth", "2");
    private static readonly (string, string) _ringsLong = ("Routing:RingTimeout", "00:05:00");

    [Fact]
    public async Task Two_devices_ring_at_once_and_the_first_answer_has_the_guest()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(_ringsAtTwo, _ringsLong);
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorIsOnline("boris");
        app.Sandbox.OperatorIsOnline("clara");
        using var guest = await app.GuestCallsAsync();
        await Eventually.IsTrueAsync("two devices ring", () => app.Sandbox.Conferences.Count(one => one.IsRunning) == 2);
        var (one, other) = (Ringing(app)[0], Ringing(app)[1]);

        app.Sandbox.OperatorAnswers(other);

        await guest.WaitsForAsync("connected");
        await app.Sandbox.StopsRingingAsync(one);
        Assert.Equal(["waiting", "ringing", "connected"], guest.Events.Select(seen => seen.Type));
        Assert.Equal(other, Assert.Single(app.Sandbox.Conferences, conference => conference.IsRunning).Owner);
    }

    [Fact]
    public async Task While_it_rings_in_vain_one_more_is_rung_each_interval()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            ("Routing:RingWidthGrowsAfter", "00:00:20"), _ringsLong);
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        await app.Sandbox.RingsAsync("anna");

        app.Sandbox.OperatorIsOnline("boris");
        await app.Sandbox.RingsAsync("boris");

        Assert.Equal(["waiting", "ringing"], guest.Events.Select(one => one.Type));
        Assert.Equal(2, app.Sandbox.Conferences.Count(one => one.IsRunning));
    }

    [Fact]
    public async Task An_answer_is_seen_while_a_conference_for_another_is_being_made_and_does_not_come_about()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(_ringsAtTwo, _ringsLong, ("TrueConf:RequestTimeout", "00:00:20"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        await app.Sandbox.RingsAsync("anna");
        var listed = app.Asked(ApiRoute.List);
        app.Sandbox.Fault(ApiRoute.Create, FaultKind.Hang);
        app.Sandbox.OperatorIsOnline("boris");
        await Eventually.IsTrueAsync("one for Boris is being made", () => app.Asked(ApiRoute.Create) == 2);

        app.Sandbox.OperatorAnswers("anna");

        await guest.WaitsForAsync("connected");
        Assert.Equal(listed, app.Asked(ApiRoute.List));
    }

    private static List<string> Ringing(ContactCenterApp app) => [.. app.Sandbox.Conferences.Where(one => one.IsRunning).Select(one => one.Owner)];
}
