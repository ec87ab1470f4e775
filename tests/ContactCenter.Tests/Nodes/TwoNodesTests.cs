using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Nodes;

/// <summary>Two servers on one database are one installation.</summary>
public class TwoNodesTests
{
    [Fact]
    public async Task A_guest_who_came_to_one_node_follows_at_the_other_from_click_to_end()
    {
        await using var nodes = await TwoNodes.StartBriskAsync();
        nodes.Sandbox.OperatorIsOnline("anna");
        using var guest = await nodes.A.GuestCallsAsync();
        using var elsewhere = nodes.B.GuestOf(guest);

        await nodes.Sandbox.RingsAsync("anna");
        nodes.Sandbox.OperatorAnswers("anna");
        var connected = await elsewhere.WaitsForAsync("connected");
        nodes.Sandbox.GuestJoins(connected.Call.GuestLink!);
        await elsewhere.HangsUpAsync();

        await guest.WaitsForAsync("ended");
        await elsewhere.WaitsForAsync("ended");
        Assert.Equal(["waiting", "ringing", "connected", "ended"], elsewhere.Events.Select(one => one.Type));
        Assert.Equal([1, 2, 3, 4], guest.Events.Select(one => one.Sequence));
        await nodes.Sandbox.EmptiesAsync();
    }
}
