using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Replay;

/// <summary>The matches of a replay: the server's own <see cref="Match"/>, upon everybody who waits.</summary>
internal sealed class ReplayMatch(ReplaySettings settings, Desks desks)
{
    private readonly Dictionary<string, OperatorId> _cursors = [];
    private int _conferences;

    private IEnumerable<IGrouping<string, QueueSettings>> Groups =>
        settings.Queues.All.GroupBy(queue => queue.Group, StringComparer.OrdinalIgnoreCase);

    /// <summary>What all groups offer this moment, each change upon those before.</summary>
    /// <param name="live">In the order of their arrival.</param>
    public IReadOnlyList<CallChange> Make(IReadOnlyList<Call> live, DateTimeOffset now)
    {
        var taken = live.Sum(call => call.LiveOffers.Count());
        var changes = new List<CallChange>();
        foreach (var group in Groups)
        {
            var waiting = live.Where(call => call.WantsOperator && group.Any(queue => queue.Name == call.Queue)).ToList();
            if (waiting.Count > 0)
            {
                changes.AddRange(Choose(group.Key, [.. group], waiting, taken + changes.Count, [.. changes.Select(Offered)], now));
            }
        }

        return changes;
    }

    /// <summary>Calls that wait while nobody is signed in, and when each is given up for that, unless somebody comes.</summary>
    public IEnumerable<(CallId Call, DateTimeOffset At)> Hopeless(IEnumerable<Call> live, DateTimeOffset now) =>
        from call in live
        where call.State == CallState.Waiting && !call.LiveOffers.Any()
        let queue = settings.QueueOf(call.Queue)
        where queue.MaxSearches > 0
        let nobodySince = desks.Watch(queue.Group, now).NobodySince
        where nobodySince is not null
        let since = nobodySince > call.WaitingSince ? nobodySince.Value : call.WaitingSince
        select (call.Id, since + ((queue.MaxSearches - 1) * queue.RetryDelay));

    private List<CallChange> Choose(
        string group, QueueSettings[] queues, List<Call> waiting, int conferences, HashSet<OperatorId> offered, DateTimeOffset now)
    {
        var ground = new MatchGround(
            desks.Watch(group, now), queues, settings.Queues.Find, settings.SkillsOf, settings.MostConferences, NextConference);
        var match = new Match(ground, settings.Matching, now);

        // An operator of two groups may have been offered a call of the other one this very moment.
        var facts = desks.Facts(match.Operators, match.CountsRecentCalls, now)
            .Select(one => offered.Contains(one.Id) ? one with { Engagement = Engagement.Ringing } : one);
        var changes = new List<CallChange>();
        if (match.Begin(new MatchFacts([.. facts], new ConferenceCount(conferences, conferences, 0, 0), null, _cursors)))
        {
            foreach (var matched in match.Choose(waiting))
            {
                _cursors[matched.Decision.Queue] = matched.Decision.Chosen;
                changes.Add(matched.Change);
            }
        }

        return changes;
    }

    private static OperatorId Offered(CallChange change) => change.After.Offers[^1].Operator;

    private LedgerId NextConference() => new(new Guid(++_conferences, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
}
