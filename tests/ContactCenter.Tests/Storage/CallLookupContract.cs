using ContactCenter.Calls;
using ContactCenter.Operators;

namespace ContactCenter.Tests.Storage;

/// <summary>What every store looks up about calls together: who talked to whom, who waits for whom, and who waits where.</summary>
public abstract class CallLookupContract : StoreContract
{
    private static readonly OperatorId _clara = new("clara");

    private protected CallLookupContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task The_last_operator_is_who_answered_the_guest_last()
    {
        Assert.Null(await LastAsync("gustav"));

        await TalkedAsync(NewCall() with { GuestKey = "gustav" }, Anna, at: 10);
        await TalkedAsync(NewCall() with { GuestKey = "gustav" }, Boris, at: 50);
        await TalkedAsync(NewCall() with { GuestKey = "another" }, _clara, at: 90);
        await GoneAsync(await MissedAsync(await PlacedAsync(NewCall() with { GuestKey = "gustav" }), _clara, from: 100), at: 130);

        Assert.Equal(Boris, await LastAsync("gustav"));
        Assert.Null(await LastAsync("nobody"));
    }

    [Fact]
    public async Task An_erased_call_tells_nothing_of_its_guests_last_operator()
    {
        await TalkedAsync(NewCall() with { GuestKey = "gustav" }, Anna, at: 10);

        Assert.Equal(1, await Calls.EraseAsync(At(1000), 10, CancellationToken.None));

        Assert.Null(await LastAsync("gustav"));
        Assert.Single(await PastAsync(since: 0, limit: 10, "default"));
    }

    [Fact]
    public async Task Held_calls_are_found_by_whom_they_are_held_for_while_they_wait()
    {
        var second = await PlacedAsync(NewCall(arrivedAt: 2) with { HeldFor = Anna, HeldUntil = At(20) });
        var first = await PlacedAsync(NewCall(arrivedAt: 1, queue: "sales") with { HeldFor = Boris, HeldUntil = At(20) });
        await PlacedAsync(NewCall() with { HeldFor = _clara, HeldUntil = At(20) });
        await HappensAsync(await PlacedAsync(NewCall() with { HeldFor = Anna, HeldUntil = At(20) }), new CallEvent.HungUp(At(3)));
        await PlacedAsync();

        Assert.Equal([first.Id, second.Id], await Calls.HeldForAsync([Anna, Boris], 10, CancellationToken.None));
        Assert.Equal([first.Id], await Calls.HeldForAsync([Anna, Boris], 1, CancellationToken.None));
        Assert.Empty(await Calls.HeldForAsync([], 10, CancellationToken.None));
    }

    [Fact]
    public async Task Calls_are_found_that_wait_in_no_queue_there_is()
    {
        var second = await PlacedAsync(NewCall(arrivedAt: 2, queue: "gone"));
        var first = await PlacedAsync(NewCall(arrivedAt: 1, queue: "gone too"));
        await HappensAsync(await PlacedAsync(NewCall(queue: "gone")), new CallEvent.HungUp(At(3)));
        await OfferedAsync(await PlacedAsync(NewCall(queue: "gone")), Anna, at: 1);
        await PlacedAsync(NewCall(queue: "sales"));
        await PlacedAsync();

        Assert.Equal([first.Id, second.Id], await Calls.WaitingOutsideAsync(["default", "sales"], 10, CancellationToken.None));
        Assert.Equal([first.Id], await Calls.WaitingOutsideAsync(["default", "sales"], 1, CancellationToken.None));
        Assert.Empty(await Calls.WaitingOutsideAsync(["default", "sales", "gone", "gone too"], 10, CancellationToken.None));
    }

    [Fact]
    public async Task Conversations_are_those_that_have_ended_the_latest_first()
    {
        await TalkedAsync(NewCall(), Anna, at: 10);
        await TalkedAsync(NewCall(queue: "sales"), Boris, at: 20);
        await TalkedAsync(NewCall(), Anna, at: 50);
        await TalkedAsync(NewCall(queue: "service"), _clara, at: 60);
        await ConnectedAsync(await PlacedAsync(), Boris, at: 70);

        Assert.Equal(
            [new PastConversation(Anna, At(50), At(60)), new PastConversation(Boris, At(20), At(30)), new PastConversation(Anna, At(10), At(20))],
            await PastAsync(since: 10, limit: 10, "default", "sales"));
        Assert.Equal([At(50), At(20)], (await PastAsync(since: 11, limit: 10, "default", "sales")).Select(one => one.AnsweredAt));
        Assert.Equal([At(50)], (await PastAsync(since: 0, limit: 1, "default", "sales")).Select(one => one.AnsweredAt));
    }

    [Fact]
    public async Task Ended_calls_are_found_by_their_arrival_in_order_and_with_what_happened_to_them()
    {
        await TalkedAsync(NewCall(arrivedAt: 1), Anna, at: 10);
        var abandoned = await HappensAsync(await PlacedAsync(arrivedAt: 4), new CallEvent.HungUp(At(5)));
        await TalkedAsync(NewCall(arrivedAt: 3, queue: "sales"), Boris, at: 20);
        await TalkedAsync(NewCall(arrivedAt: 4), Anna, at: 50);
        await PlacedAsync(arrivedAt: 4);

        var ended = await Calls.EndedAsync(At(3), 10, CancellationToken.None);

        Assert.Equal([("sales", Boris), ("default", null), ("default", Anna)], ended.Select(call => (call.Queue, call.Answer?.Operator)));
        Assert.Equal((abandoned.Id, At(5), CallOutcome.Abandoned), (ended[1].Id, ended[1].EndedAt, ended[1].Outcome));
        Assert.Equal(2, (await Calls.EndedAsync(At(0), 2, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_line_has_everybody_who_waits_in_one_of_its_queues_in_order()
    {
        var third = await PlacedAsync(arrivedAt: 2);
        var second = await PlacedAsync(arrivedAt: 1, queue: "sales");
        var first = await PlacedAsync(NewCall(arrivedAt: 3) with { Class = 2 });
        var fourth = await OfferedAsync(await PlacedAsync(arrivedAt: 4), Anna, at: 4);
        await PlacedAsync(queue: "service");
        await RingingAsync(await PlacedAsync(), Boris, from: 1);

        Assert.Equal(
            [new(first.Id, "default"), new(second.Id, "sales"), new(third.Id, "default"), new(fourth.Id, "default")],
            await Calls.LineAsync(["default", "sales"], CancellationToken.None));
    }

    [Fact]
    public async Task The_last_sequences_of_thousands_of_calls_are_read_at_once()
    {
        var waiting = await PlacedAsync();
        var ringing = await RingingAsync(await PlacedAsync(), Anna, from: 1);
        CallId[] unknown = [.. Enumerable.Range(0, 5000).Select(number => new CallId(new Guid(number, 1, 1, new byte[8])))];

        var last = await Calls.LastSequencesAsync([waiting.Id, .. unknown, ringing.Id], CancellationToken.None);

        Assert.Equal([(waiting.Id, 1), (ringing.Id, 2)], last.Select(one => (one.Key, one.Value)).OrderBy(one => one.Value));
    }

    private Task<OperatorId?> LastAsync(string guestKey) => Calls.LastOperatorAsync(guestKey, CancellationToken.None);

    private Task<IReadOnlyList<PastConversation>> PastAsync(double since, int limit, params string[] queues) =>
        Calls.ConversationsAsync(queues, At(since), limit, CancellationToken.None);

    /// <summary>For ten seconds.</summary>
    private async Task TalkedAsync(Call call, OperatorId to, double at) => await GoneAsync(
        await HappensAsync(await ConnectedAsync(await PlacedAsync(call), to, at), new CallEvent.HungUp(At(at + 10))), at: at + 11);
}
