using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Simulation.Store;

/// <summary>What a match reads: facts of its operators, the kinds of calls that wait, and the first calls of the searches.</summary>
internal static class MatchReading
{
    public static bool IsWorthwhile(StoreState state, IMatch match, DateTimeOffset now) =>
        match.Begin(Facts(state, match, now))
        && match.Searches(Kinds(state, match.Queues)).Any(search => search.Limit > 0 && Find(state, search with { Limit = 1 }).Any());

    public static MatchFacts Facts(StoreState state, IMatch match, DateTimeOffset now) => new(
        [.. match.Operators.Select(id => state.FactsOf(id, match.CountsRecentCalls ? now - OperatorFacts.Recently : null))],
        state.Plants.LicenceOverlooked ? default : state.Conferences,
        state.Licence is { } learnt && !state.Plants.RefusalsForgotten ? new LearntLimit(learnt.Most, learnt.Until) : null,
        state.Cursors.Where(cursor => match.Queues.Any(queue => queue.Name == cursor.Key)).ToDictionary());

    public static IReadOnlyList<WaitingKind> Kinds(StoreState state, IReadOnlyList<QueueSettings> queues) =>
        [.. Wanting(state).Where(row => row.Call.HeldFor is null && queues.Any(queue => queue.Name == row.Call.Queue)).Select(KindOf).Distinct()];

    public static IReadOnlyList<Call> Find(StoreState state, IReadOnlyList<WaitingSearch> searches) =>
        [.. StoreState.InOrder(searches.SelectMany(search => Find(state, search)).Distinct()).Select(row => row.Call)];

    private static IEnumerable<CallRow> Find(StoreState state, WaitingSearch search)
    {
        var others = Others(state, search).Take(search.Limit).ToList();
        var upTo = others.Count < search.Limit ? long.MaxValue : others.Select(row => row.Call.Rank).Append(long.MinValue).Max();
        return search.Operators.Count < 2
            ? others
            : others.Concat(Found(state, search).Where(row => row.Call.Rank <= upTo && IsMissed(row.Call, search)));
    }

    /// <summary>Those that nobody has just missed.</summary>
    private static IEnumerable<CallRow> Others(StoreState state, WaitingSearch search) => Found(state, search).Where(row => !IsMissed(row.Call, search));

    private static IEnumerable<CallRow> Found(StoreState state, WaitingSearch search) => InOrder(
        state,
        from row in Wanting(state)
        where row.Call.Queue == search.Queue
            && (search.Kind is { } kind ? row.Call.HeldFor is null && KindOf(row) == kind : row.Call.HeldFor == search.HeldFor)
            && !(row.Call.ArrivedAt > search.ArrivedBy)
            && row.Call.GiveUpAt > search.GiveUpAfter
        select row);

    private static IEnumerable<CallRow> InOrder(StoreState state, IEnumerable<CallRow> rows) =>
        state.Plants.YoungestFirst ? StoreState.InOrder(rows).Reverse() : StoreState.InOrder(rows);

    private static IEnumerable<CallRow> Wanting(StoreState state) => state.Calls.Values.Where(row => row.IsLive && row.Call.WantsOperator);

    private static bool IsMissed(Call call, WaitingSearch search) =>
        call.LastMissed is { } missed && search.Operators.Contains(missed.Operator) && missed.EndedAt > search.MissedAfter;

    private static WaitingKind KindOf(CallRow row) => new(row.Call.Queue, row.Call.Kind, row.Call.LiveOffers.Any());
}
