using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Storage;

/// <summary>How every store keeps why a call was offered to whom, and who was offered last.</summary>
public abstract class DecisionContract : StoreContract
{
    private protected DecisionContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task A_decision_is_kept_with_its_offer_as_it_was_made()
    {
        var call = await PlacedAsync();

        await OfferAsync(Anna, at: 2);

        var kept = Assert.Single(await Calls.DecisionsAsync(call.Id, Noon, 10, CancellationToken.None));
        Assert.Equivalent(
            new Decision(
                call.Id.ToString(), "default", "1", At(2), Anna, RoutingStrategies.LongestIdle, ChoiceReason.Strategy,
                [new Considered(Anna, 0, "idle")], [new Excluded(new OperatorId("zoe"), "Paused")], 3),
            kept,
            strict: true);
    }

    [Fact]
    public async Task The_cursor_is_each_queues_own_and_at_who_was_offered_last()
    {
        await PlacedAsync();
        await PlacedAsync();
        await PlacedAsync(queue: "sales");
        Assert.Empty(await CursorsAsync());

        await OfferAsync(Anna, at: 1);
        await OfferAsync(Boris, at: 2);
        await OfferAsync(new OperatorId("clara"), at: 3, Sales);

        Assert.Equal([("default", "boris"), ("sales", "clara")], await CursorsAsync());
    }

    [Fact]
    public async Task An_offer_that_is_not_written_moves_no_cursor_and_is_explained_nowhere()
    {
        await PlacedAsync();
        var second = await PlacedAsync();
        var third = await PlacedAsync();
        await OfferAsync(Anna, at: 1);

        var match = new ScriptedMatch(RosterOf(0, Anna), Queue)
        {
            Chooses = _ => [ScriptedMatch.Matched(Change(second, Offered(Boris, at: 2))), ScriptedMatch.Matched(Change(third, Offered(Anna, at: 2)))],
        };
        Assert.Equal([Boris], (await Calls.MatchAsync(match, At(2), CancellationToken.None)).Select(change => change.After.Offers[0].Operator));

        Assert.Equal([("default", "boris")], await CursorsAsync());
        Assert.Equal([Boris, Anna], (await Calls.DecisionsAsync(null, Noon, 10, CancellationToken.None)).Select(one => one.Chosen));
    }

    [Fact]
    public async Task Decisions_are_found_the_latest_first()
    {
        await PlacedAsync();
        await PlacedAsync();
        var third = await PlacedAsync(arrivedAt: 1);
        await OfferAsync(Anna, at: 1);
        await OfferAsync(Boris, at: 2);
        await OfferAsync(new OperatorId("clara"), at: 3);

        Assert.Equal([At(3), At(2)], await AtAsync(null, since: 1, limit: 2));
        Assert.Equal([At(3), At(2)], await AtAsync(null, since: 2, limit: 10));
        Assert.Equal([At(3)], await AtAsync(third.Id, since: 0, limit: 10));
    }

    [Fact]
    public async Task Decisions_are_forgotten_by_age_and_by_number()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await PlacedAsync();
            await OfferAsync(new OperatorId($"operator-{number}"), at: number);
        }

        await Calls.ForgetDecisionsAsync(At(2), most: 10, CancellationToken.None);
        Assert.Equal([At(5), At(4), At(3), At(2)], await AtAsync(null, since: 0, limit: 10));

        await Calls.ForgetDecisionsAsync(Noon, most: 3, CancellationToken.None);
        Assert.Equal([At(5), At(4), At(3)], await AtAsync(null, since: 0, limit: 10));
    }

    private async Task<IEnumerable<DateTimeOffset>> AtAsync(CallId? call, double since, int limit) =>
        (await Calls.DecisionsAsync(call, At(since), limit, CancellationToken.None)).Select(one => one.At);

    /// <summary>The first call of the queue for this operator.</summary>
    private async Task OfferAsync(OperatorId to, double at, QueueSettings? queue = null) => Assert.Single(await Calls.MatchAsync(
        new ScriptedMatch(RosterOf(0, to), queue ?? Queue) { Chooses = calls => [ScriptedMatch.Matched(Change(calls[0], Offered(to, at)))] },
        At(at),
        CancellationToken.None));

    private async Task<IEnumerable<(string Queue, string Operator)>> CursorsAsync()
    {
        var match = new ScriptedMatch(RosterOf(0, Anna), Queue, Sales) { Begins = _ => false };
        await Calls.MatchAsync(match, At(9), CancellationToken.None);
        return match.Facts!.Cursors.Select(cursor => (cursor.Key, cursor.Value.Value)).Order();
    }
}
