using System.Collections.Concurrent;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Knows how fast the line of each operator group moves, by the conversations of the last hour and who is there.</summary>
internal sealed class WaitPace(ICallStore store, IOperatorStore operators, TimeProvider clock)
{
    private static readonly TimeSpan _readAgain = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Recollection> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when nothing honest can be said: too few conversations, or nobody there. The store is asked at most every ten seconds.</summary>
    /// <param name="roster">Of the group, fresh.</param>
    public async Task<Pace?> OfAsync(string group, Roster roster, IReadOnlyList<QueueSettings> queues, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!_known.TryGetValue(group, out var known) || now - known.ReadAt >= _readAgain)
        {
            known = await RecollectAsync(roster, queues, now, cancellationToken);
            _known[group] = known;
        }

        var there = SignedIn(roster).Count(one => !known.Away.Contains(one.Id));
        return known.HandTime is { } handTime && there > 0 ? new Pace(there, handTime) : null;
    }

    private async Task<Recollection> RecollectAsync(
        Roster roster, IReadOnlyList<QueueSettings> queues, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var past = await store.ConversationsAsync(
            [.. queues.Select(queue => queue.Name)], now - WaitEstimate.Memory, WaitEstimate.MostConversations, cancellationToken);
        var there = SignedIn(roster).ToDictionary(one => one.Id);
        var away = past.Count < WaitEstimate.FewestConversations ? [] :
            from facts in await operators.FactsAsync([.. there.Keys], cancellationToken)
            where IsAway(there[facts.Id], facts)
            select facts.Id;
        return new Recollection(now, HandTimeOf(past, queues), away.ToHashSet());
    }

    /// <summary>The longest wrap-up of the queues is reckoned with: a figure that is kept is better than a short one.</summary>
    private static TimeSpan? HandTimeOf(IReadOnlyList<PastConversation> past, IReadOnlyList<QueueSettings> queues)
    {
        if (past.Count < WaitEstimate.FewestConversations)
        {
            return null;
        }

        var talk = TimeSpan.FromSeconds(past.Average(one => (one.EndedAt - one.AnsweredAt).TotalSeconds));
        return talk + queues.Max(queue => queue.WrapUp);
    }

    /// <summary>Paused, or in a conversation that is none of our calls.</summary>
    private static bool IsAway(Operator one, OperatorFacts facts) =>
        facts.Pause is not null || (one.Presence == Presence.Busy && facts.Engagement == Engagement.None);

    private static IEnumerable<Operator> SignedIn(Roster roster) => roster.Operators.Where(one => one.Presence != Presence.Offline);

    private sealed record Recollection(DateTimeOffset ReadAt, TimeSpan? HandTime, IReadOnlySet<OperatorId> Away);
}
