namespace ContactCenter.Routing;

/// <summary>Who is asked for which call: a pure decision over one group's free operators and its first waiting calls.</summary>
internal sealed class Matching(IEnumerable<IRoutingStrategy> strategies)
{
    private readonly Dictionary<string, IRoutingStrategy> _strategies = strategies.ToDictionary(strategy => strategy.Name);

    /// <summary>Whether the strategy of this name goes by recent calls.</summary>
    public bool CountsRecentCalls(string strategy) => _strategies[strategy].CountsRecentCalls;

    /// <summary>
    /// Pairs calls with operators, as they are to be offered one after the other: first one operator for each call that rings
    /// nowhere, in the calls' order; then more for those that may ring at several, whoever rings at the fewest first. A call
    /// that may take none of those left is passed over and does not hold up the next.
    /// </summary>
    public IReadOnlyList<Pairing> Pair(IReadOnlyList<WaitingCall> waiting, MatchScene scene)
    {
        var round = new MatchRound(_strategies, scene);
        var calls = waiting.OrderBy(call => call.Rank).ToList();
        var more = new PriorityQueue<int, (int Live, int Place)>();
        for (var place = 0; place < calls.Count && !round.IsOver; place++)
        {
            var live = calls[place].LiveOffers;
            live += live == 0 && round.TryOffer(calls[place]) ? 1 : 0;
            Enqueue(place, live);
        }

        while (!round.IsOver && more.TryDequeue(out var place, out var turn))
        {
            if (round.TryOffer(calls[place]))
            {
                Enqueue(place, turn.Live + 1);
            }
        }

        return round.Pairings;

        void Enqueue(int place, int live)
        {
            if (live > 0 && live < calls[place].Width)
            {
                more.Enqueue(place, (live, place));
            }
        }
    }
}
