using ContactCenter.Calls;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Storage.Postgres;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContactCenter.Tests.Storage;

/// <summary>How several nodes live on one database: leases by its clock, roles, hints, one roster for all.</summary>
public sealed class PostgresNodesTests() : PostgresTest(new PostgresStore())
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly NodeId _here = new("here");
    private static readonly NodeId _there = new("there");

    [Fact]
    public async Task A_node_whose_lease_is_over_is_dead_for_ever_and_what_it_had_in_hand_anybodys()
    {
        await Store.Nodes.EnterAsync(_here, default);
        await Store.NodesWith(TimeSpan.FromMilliseconds(1)).EnterAsync(_there, default);
        await Eventually.IsTrueAsync("the lease is over", async () =>
            (await Store.Nodes.RenewAsync(_here, default))!.Single(one => one.Id == _there) is { IsAlive: false });

        Assert.Null(await Store.Nodes.RenewAsync(_there, default));
        Assert.False(await Store.Nodes.TakeRoleAsync("janitor", _there, default));
        Assert.Empty(await Store.Calls.ClaimDueAsync(_there, [], _noon, 10, default));
    }

    [Fact]
    public async Task A_dead_nodes_call_is_taken_over_and_its_late_news_refused()
    {
        await Store.Nodes.EnterAsync(_here, default);
        await Store.Nodes.EnterAsync(_there, default);
        var call = new Call(new CallId(new Guid(1, 0, 0, new byte[8])), "default", _noon) { GiveUpAt = _noon.AddMinutes(1) };
        await Store.Calls.PlaceAsync(() => (call, _noon), null, 10, default);
        Assert.Single(await Store.Calls.ClaimDueAsync(_there, [], _noon, 10, default));
        Assert.Empty(await Store.Calls.ClaimDueAsync(_here, [], _noon, 10, default));

        await Store.DiesAsync(_there);

        var taken = Assert.Single(await Store.Calls.ClaimDueAsync(_here, [], _noon, 10, default));
        var change = StoreContract.Change(taken, new CallEvent.Detached([], _noon));
        Assert.Equal(Written.NotOurs, await Store.Calls.ApplyAsync(change, _there, default));
        Assert.Equal(Written.Done, await Store.Calls.ApplyAsync(change, _here, default));
    }

    [Fact]
    public async Task Guests_of_a_silent_node_are_held_for_a_while_and_those_of_one_that_left_are_not()
    {
        await Store.Nodes.EnterAsync(_here, default);
        await Store.Nodes.EnterAsync(_there, default);
        var call = new Call(new CallId(new Guid(1, 0, 0, new byte[8])), "default", _noon) { GiveUpAt = _noon.AddMinutes(1), Nodes = [_here, _there] };
        await Store.Calls.PlaceAsync(() => (call, _noon), null, 10, default);
        Assert.Empty(await Store.Calls.StrandedAsync(TimeSpan.Zero, default));

        await Store.DiesAsync(_there);
        Assert.Empty(await Store.Calls.StrandedAsync(TimeSpan.FromMinutes(5), default));
        Assert.Equal([_there], Assert.Single(await Store.Calls.StrandedAsync(TimeSpan.Zero, default)).Gone);

        await Store.Nodes.LeaveAsync(_here, default);
        Assert.Equal([_here], Assert.Single(await Store.Calls.StrandedAsync(TimeSpan.FromMinutes(5), default)).Gone);
    }

    [Fact]
    public async Task A_role_belongs_to_one_node_until_it_is_no_more()
    {
        await Store.Nodes.EnterAsync(_here, default);
        await Store.Nodes.EnterAsync(_there, default);

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(task =>
            Task.Run(async () => (Node: task % 2, Has: await Store.Nodes.TakeRoleAsync("janitor", task % 2 == 0 ? _here : _there, default)))));
        var winner = Assert.Single(taken.Where(one => one.Has).Select(one => one.Node).Distinct()) == 0 ? _here : _there;
        var loser = winner == _here ? _there : _here;
        Assert.True(await Store.Nodes.TakeRoleAsync("eraser", loser, default));

        await Store.Nodes.LeaveAsync(winner, default);
        Assert.True(await Store.Nodes.TakeRoleAsync("janitor", loser, default));
        Assert.False(await Store.Nodes.TakeRoleAsync("janitor", winner, default));
    }

    [Fact]
    public async Task Every_node_hears_of_a_change_with_its_commit_and_of_what_others_say_also_after_its_line_was_cut()
    {
        using var signals = new PostgresSignals(Store.Database, NullLogger<PostgresSignals>.Instance);
        var heard = System.Threading.Channels.Channel.CreateUnbounded<NodeSignal>();
        signals.Received += signal => heard.Writer.TryWrite(signal);
        await signals.StartAsync(default);
        var wanted = new NodeSignal(NodeSignalKind.RosterWanted, "Operators of the night");
        await SaysUntilHeardAsync(wanted);

        var call = new Call(new CallId(new Guid(1, 0, 0, new byte[8])), "default", _noon) { GiveUpAt = _noon.AddMinutes(1) };
        await Store.Calls.PlaceAsync(() => (call, _noon), null, 10, default);
        await HearsAsync(new NodeSignal(NodeSignalKind.Call, call.Id.ToString()));

        await Store.CutLinesAsync();
        await SaysUntilHeardAsync(wanted with { Kind = NodeSignalKind.RosterRead });
        await signals.StopAsync(default).WithTimeout("listening has stopped");

        async Task SaysUntilHeardAsync(NodeSignal signal) => await Eventually.IsTrueAsync($"{signal} is heard", async () =>
        {
            await signals.SendAsync(signal, default);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            return heard.Reader.TryRead(out var one) && one == signal;
        });

        async Task HearsAsync(NodeSignal signal)
        {
            while (await heard.Reader.ReadAsync().AsTask().WithTimeout($"{signal} is heard") != signal)
            {
            }
        }
    }

    [Fact]
    public async Task A_roster_laid_down_is_read_as_it_was_whatever_it_tells()
    {
        var share = new PostgresRosterShare(Store.Database);
        var anna = new OperatorId("anna");
        var read = new RosterWatch().AfterRead(new Roster(
            new GroupId("7"), _noon.AddTicks(1), [new Operator(anna, "Anna", Presence.Available), new Operator(new("boris"), "Boris", Presence.Offline)])
        {
            CompleteAt = _noon.AddTicks(7),
        });

        Assert.Null(await share.ReadAsync("Operators", default));
        foreach (var watch in new[]
        {
            read,
            read.AfterRead(new Roster(new GroupId("7"), _noon.AddSeconds(1), [])),
            read.AfterFailure(new TrueConfException(TrueConfFailure.Denied, "The secret is wrong.")),
            read.AfterMissingGroup(),
        })
        {
            await share.PublishAsync("Operators", watch, default);
            var seen = (await share.ReadAsync("Operators", default))!;

            Assert.Equivalent(watch with { Trouble = null }, seen with { Trouble = null }, strict: true);
            Assert.Equal((watch.Trouble?.Failure, watch.Trouble?.Message), (seen.Trouble?.Failure, seen.Trouble?.Message));
            Assert.Equal(watch.ReadsWithout, seen.ReadsWithout);
        }
    }

    [Fact]
    public async Task The_time_is_the_databases_and_does_not_tremble()
    {
        await Store.Clock.MeasureAsync(default);
        Assert.InRange((Store.Clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(2));

        var (asked, answered) = (TimeProvider.System.GetTimestamp(), TimeProvider.System.GetTimestamp());
        Store.Clock.Believe(_noon, asked, answered);
        Assert.InRange(Store.Clock.GetUtcNow(), _noon, _noon.AddMinutes(1));

        // A slow answer that may well agree changes nothing.
        var before = Store.Clock.GetUtcNow();
        Store.Clock.Believe(_noon.AddSeconds(-290), answered - (TimeProvider.System.TimestampFrequency * 600), answered);
        Assert.InRange(Store.Clock.GetUtcNow(), before, before.AddSeconds(20));
    }
}
