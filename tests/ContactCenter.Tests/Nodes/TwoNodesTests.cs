using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging;
using TrueConf.Sandbox;

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
        using var polling = nodes.B.GuestOf(guest);
        using var line = await HubLine.OpenAsync(nodes.B.Address);
        await line.FollowAsync(guest.Id, guest.Token);

        await nodes.Sandbox.RingsAsync("anna");
        nodes.Sandbox.OperatorAnswers("anna");
        var connected = await polling.WaitsForAsync("connected");
        nodes.Sandbox.GuestJoins(connected.Call.GuestLink!);
        await polling.HangsUpAsync();

        await guest.WaitsForAsync("ended");
        await polling.WaitsForAsync("ended");
        string[] whole = ["1 waiting", "2 ringing", "3 connected", "4 ended"];
        Assert.Equal(whole, guest.Events.Select(one => $"{one.Sequence} {one.Type}"));
        Assert.Equal(whole, polling.Events.Select(one => $"{one.Sequence} {one.Type}"));
        Assert.Equal(whole, (await line.EventsUntilAsync("ended")).Select(one => $"{one.Sequence} {one.Type}"));
        await nodes.Sandbox.EmptiesAsync();
        Assert.Equal(1, nodes.A.Rings("anna"));
    }

    [Fact]
    public async Task A_node_that_stops_loses_no_guest_and_its_work_goes_on_at_the_other()
    {
        await using var nodes = await TwoNodes.StartBriskAsync();
        using var first = await nodes.A.GuestCallsAsync();
        using var second = await nodes.A.GuestCallsAsync();
        await first.WaitsForAsync("waiting");
        await second.WaitsForAsync("waiting");

        await nodes.A.StopAsync();
        first.Vanishes();
        second.Vanishes();
        using var firstMoved = nodes.B.GuestOf(first);
        using var secondMoved = nodes.B.GuestOf(second);
        nodes.Sandbox.OperatorIsOnline("anna");
        await nodes.Sandbox.RingsAsync("anna");
        nodes.Sandbox.OperatorAnswers("anna");

        await firstMoved.WaitsForAsync("connected");
        await firstMoved.HangsUpAsync();
        await nodes.Sandbox.EmptiesAsync();
        nodes.Sandbox.OperatorIsOnline("anna");
        await nodes.Sandbox.RingsAsync("anna");
        nodes.Sandbox.OperatorAnswers("anna");
        await secondMoved.WaitsForAsync("connected");
    }

    [Fact]
    public async Task A_group_is_read_once_an_interval_for_both()
    {
        await using var nodes = await TwoNodes.StartBriskAsync(("Routing:RosterInterval", "00:00:00.5"));
        using var here = await nodes.A.GuestCallsAsync();
        using var there = await nodes.B.GuestCallsAsync();
        await Eventually.IsTrueAsync("the group has been read twice", () => nodes.A.Asked(ApiRoute.GroupUsers) >= 2);

        var (before, began) = (nodes.A.Asked(ApiRoute.GroupUsers), TimeProvider.System.GetTimestamp());
        await Eventually.IsTrueAsync("it has been read five times more", () => nodes.A.Asked(ApiRoute.GroupUsers) >= before + 5);

        // A slow machine reads more rarely, never more often.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromSeconds(1.9), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Nothing_that_belongs_to_two_nodes_is_an_error_or_a_warning()
    {
        await using var nodes = await TwoNodes.StartBriskAsync();
        using var conversation = await nodes.A.ConversationAsync();
        await conversation.Guest.HangsUpAsync();
        await conversation.Guest.WaitsForAsync("ended");
        await nodes.Sandbox.EmptiesAsync();
        await nodes.A.StopAsync();

        Assert.DoesNotContain(nodes.A.Log.Concat(nodes.B.Log), entry =>
            entry.Level >= LogLevel.Warning && entry.Category.StartsWith("ContactCenter", StringComparison.Ordinal)
            && !entry.Text.StartsWith("TrueConf:", StringComparison.Ordinal));
        Assert.DoesNotContain(nodes.A.Log.Concat(nodes.B.Log), entry => entry.Text.Contains(PostgresServer.Password, StringComparison.Ordinal));
    }
}
