using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Bench.Matches;

/// <summary>The one call that is measured: a match of one group as a node asks the store for it.</summary>
internal sealed class OneMatch(QueueSettings queue)
{
    private static readonly Dictionary<string, int> _noSkills = [];

    private readonly Identities _identities = new();
    private readonly Matching _matching = new([new LongestIdleStrategy()]);

    /// <summary>How many calls were offered to somebody.</summary>
    public async Task<int> RunAsync(ICallStore store, Roster roster, DateTimeOffset now)
    {
        var ground = new MatchGround(
            new RosterWatch().AfterRead(roster),
            [queue],
            name => name == queue.Name ? queue : null,
            _ => _noSkills,
            MostConferences: null,
            () => new LedgerId(_identities.Next(now)));
        return (await store.MatchAsync(new Match(ground, _matching, now), now, CancellationToken.None)).Count;
    }
}
