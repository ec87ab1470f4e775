using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Bench.Matches;

/// <summary>The one call that is measured: a match of one group as a node asks the store for it.</summary>
internal sealed class OneMatch(QueueSettings queue)
{
    private readonly Identities _identities = new();
    private readonly Matching _matching = new([new LongestIdleStrategy()]);

    /// <summary>How many calls were offered to somebody.</summary>
    public async Task<int> RunAsync(ICallStore store, Roster roster, DateTimeOffset now) =>
        (await store.MatchAsync(roster, [queue], (waiting, free) => Choose(waiting, free, now), now, CancellationToken.None)).Count;

    private List<CallChange> Choose(IReadOnlyList<Call> waiting, IReadOnlyList<Candidate> free, DateTimeOffset now)
    {
        var calls = waiting.ToDictionary(call => call.Id.ToString());
        return
        [
            .. from match in _matching.Pair([.. calls.Keys.Select(key => new WaitingCall(key, queue.Strategy, Skip: null, SkipUntil: null))], free, now)
               let offered = new CallEvent.Offered(new LedgerId(_identities.Next(now)), match.Operator.Id, match.Operator.Name, now)
               select CallChange.Of(calls[match.Call.Key], offered, queue, now)!,
        ];
    }
}
