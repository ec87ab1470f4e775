using ContactCenter.Calls;
using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Tests.Storage;

/// <summary>What every call store finds: who is due, who waits, who lives.</summary>
public abstract class CallSearchContract : StoreContract
{
    private static readonly NodeId _there = new("there");

    private protected CallSearchContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task Calls_are_due_from_their_moment_on_the_longest_due_first()
    {
        var later = NewCall();
        var sooner = NewCall();
        await PlaceAsync(later, dueAt: At(20));
        await PlaceAsync(sooner, dueAt: At(10));
        await PlaceAsync(NewCall(), dueAt: At(20.5));

        Assert.Empty(await DueAsync(At(9), 10));
        Assert.Equal([sooner.Id, later.Id], await DueAsync(At(20), 10));
        Assert.Equal([sooner.Id], await DueAsync(At(20), 1));
    }

    [Fact]
    public async Task Nobody_who_comes_at_the_same_time_gets_in_before_a_call_that_waits_already()
    {
        var seconds = 0;
        var seen = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await Calls.PlaceAsync(Arrive, key: null, queueLimit: 1000, CancellationToken.None);
            return await Calls.WaitingAsync("default", CancellationToken.None);
        })));

        var waiting = await Calls.WaitingAsync("default", CancellationToken.None);
        Assert.All(seen, then => Assert.Equal(waiting.Take(then.Count), then));

        (Call Call, DateTimeOffset DueAt) Arrive() => (NewCall(arrivedAt: Interlocked.Increment(ref seconds)), At(600));
    }

    [Fact]
    public async Task A_change_moves_the_moment_its_call_is_due()
    {
        var call = await PlacedAsync();
        Assert.Equal(At(600), await Calls.NextDueAsync(Noon, CancellationToken.None));

        await OfferedAsync(call, Anna, at: 1);
        Assert.Equal(At(1), await Calls.NextDueAsync(Noon, CancellationToken.None));
    }

    [Fact]
    public async Task The_next_moment_is_after_now_and_passes_over_who_is_due_already()
    {
        await PlaceAsync(NewCall(), dueAt: At(10));
        await PlaceAsync(NewCall(), dueAt: At(20));

        Assert.Equal(At(20), await Calls.NextDueAsync(At(10), CancellationToken.None));
        Assert.Null(await Calls.NextDueAsync(At(20), CancellationToken.None));
    }

    [Fact]
    public async Task A_call_that_has_ended_is_never_due_again()
    {
        await HappensAsync(await PlacedAsync(), new CallEvent.HungUp(At(1)));

        Assert.Null(await Calls.NextDueAsync(Noon, CancellationToken.None));
        Assert.Empty(await DueAsync(DateTimeOffset.MaxValue, 10));
    }

    [Fact]
    public async Task The_queue_is_in_the_order_of_arrival_and_of_placing_where_that_is_equal()
    {
        var third = await PlacedAsync(arrivedAt: 2);
        var first = await PlacedAsync(arrivedAt: 1);
        var second = await PlacedAsync(arrivedAt: 1);
        await PlacedAsync(arrivedAt: 0, queue: "sales");

        Assert.Equal([first.Id, second.Id, third.Id], await Calls.WaitingAsync("default", CancellationToken.None));
    }

    [Fact]
    public async Task The_queue_has_who_waits_or_is_about_to_ring_and_nobody_else()
    {
        await RingingAsync(await PlacedAsync(), Anna, from: 1);
        await HappensAsync(await PlacedAsync(), new CallEvent.HungUp(At(1)));
        var waiting = await PlacedAsync();
        var intended = await OfferedAsync(await PlacedAsync(), Boris, at: 1);
        var detached = await HappensAsync(await PlacedAsync(), new CallEvent.Detached([], At(1)));

        Assert.Equal([waiting.Id, intended.Id, detached.Id], await Calls.WaitingAsync("default", CancellationToken.None));
    }

    [Fact]
    public async Task Long_waits_are_found_by_the_beginning_of_the_present_one()
    {
        var returned = await MissedAsync(await PlacedAsync(), Anna, from: 1);
        await OfferedAsync(await PlacedAsync(), Boris, at: 1);
        var second = await PlacedAsync(arrivedAt: 5);
        var sales = await PlacedAsync(arrivedAt: 4, queue: "sales");
        await PlacedAsync(queue: "service");

        Assert.Equal([sales.Id, second.Id], Ids(await SinceAsync(20, limit: 10)));
        Assert.Equal([returned.Id, sales.Id, second.Id], Ids(await SinceAsync(21, limit: 10)));
        Assert.Equal([returned.Id], Ids(await SinceAsync(21, limit: 1)));
        Assert.Empty(await SinceAsync(3, limit: 10));

        Task<IReadOnlyList<Call>> SinceAsync(double moment, int limit) =>
            Calls.WaitingSinceAsync(["default", "sales"], At(moment), limit, CancellationToken.None);
    }

    [Fact]
    public async Task A_call_is_pending_while_it_waits_or_rings()
    {
        Assert.False(await PendingAsync("default"));

        var call = await PlacedAsync();
        Assert.True(await PendingAsync("sales", "default"));
        Assert.False(await PendingAsync("sales"));

        call = await RingingAsync(call, Anna, from: 1);
        Assert.True(await PendingAsync("default"));

        call = await HappensAsync(call, new CallEvent.LookedForAnswer(Conference(call), Joined: true, Gone: false, TimeSpan.Zero, At(2)));
        call = await HappensAsync(call, new CallEvent.Connected(Conference(call), "https://video.example.com/", TimeSpan.FromSeconds(1), At(2)));
        Assert.False(await PendingAsync("default"));

        await HappensAsync(call, new CallEvent.HungUp(At(3)));
        Assert.False(await PendingAsync("default"));
    }

    [Fact]
    public async Task Stranded_is_who_waits_or_rings_for_a_guest_on_the_line_of_a_node_that_is_no_more()
    {
        await Nodes.EnterAsync(Here, CancellationToken.None);
        var second = await RingingAsync(await PlacedAtAsync(_there, arrivedAt: 2), Anna, from: 3);
        var first = await PlacedAtAsync(_there, arrivedAt: 1);
        var both = await HappensAsync(await PlacedAtAsync(_there), new CallEvent.Attached(Here, At(1)));
        await HappensAsync(await PlacedAtAsync(_there), new CallEvent.Detached([_there], At(1)));
        await HappensAsync(await PlacedAtAsync(_there), new CallEvent.HungUp(At(1)));
        await ConnectedAsync(await PlacedAtAsync(_there), Boris, at: 3);
        await PlacedAtAsync(Here);

        Assert.Equivalent(
            new[] { second, first, both }.Select(call => new Stranded(call.Id, [_there])),
            await Calls.StrandedAsync(TimeSpan.Zero, CancellationToken.None),
            strict: true);

        await Nodes.EnterAsync(_there, CancellationToken.None);
        Assert.Empty(await Calls.StrandedAsync(TimeSpan.Zero, CancellationToken.None));
    }

    private async Task<Call> PlacedAtAsync(NodeId node, double arrivedAt = 0) =>
        Assert.IsType<Placement.Placed>(await PlaceAsync(NewCall(arrivedAt) with { Nodes = [node] })).Call;

    private static IEnumerable<CallId> Ids(IReadOnlyList<Call> calls) => calls.Select(call => call.Id);

    private Task<bool> PendingAsync(params string[] queues) => Calls.AnyPendingAsync(queues, CancellationToken.None);
}
