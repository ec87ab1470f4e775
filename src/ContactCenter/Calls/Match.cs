using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>The match of one operator group, at one moment.</summary>
internal sealed class Match(MatchGround ground, Matching matching, DateTimeOffset now) : IMatch
{
    /// <summary>No transaction is to take long, however many wait and are free: the rest is matched in the next.</summary>
    public const int MostAtOnce = 100;

    private readonly CallLadders _ladders = new(ground.Find);
    private readonly Dictionary<string, QueueSettings> _queues = ground.Queues.ToDictionary(queue => queue.Name, StringComparer.OrdinalIgnoreCase);

    private FreeOperators _operators = new([], [], new Staff([]));
    private MatchFacts _facts = new([], default, null, new Dictionary<string, OperatorId>());

    public Roster Roster => ground.Roster;

    public IReadOnlyList<QueueSettings> Queues => ground.Queues;

    public IReadOnlyList<OperatorId> Operators { get; } = [.. FreeOperators.SignedIn(ground.Roster).Select(one => one.Id)];

    public bool CountsRecentCalls => Queues.Any(queue => matching.CountsRecentCalls(queue.Strategy));

    public bool IsLimited => ground.MostConferences is not null || Allowance.IsLearnt(_facts, now);

    private int Allowed => Math.Min(MostAtOnce, Allowance.Of(ground.MostConferences, _facts, now) ?? MostAtOnce);

    public bool Begin(MatchFacts facts)
    {
        _facts = facts;
        _operators = FreeOperators.Of(ground, facts.Operators, CountsRecentCalls, now);
        return _operators.Free.Count > 0 && Allowed > 0;
    }

    public IReadOnlyList<WaitingSearch> Searches(IReadOnlyList<WaitingKind> kinds) =>
        new MatchSearches(_operators, Queues, _ladders, Allowed, now).For(kinds);

    public IReadOnlyList<MatchedCall> Choose(IReadOnlyList<Call> waiting)
    {
        // Whoever has waited for long enough, or been asked in vain for often enough, is about to be given up.
        var calls = waiting
            .Where(call => now < call.GiveUpAt && call.DetachedAt is null && call.Answer is null && _queues.ContainsKey(call.Queue))
            .DistinctBy(call => call.Id)
            .ToDictionary(call => call.Id.ToString());
        var scene = new MatchScene(_operators.Free, _operators.Staff, Allowed, _facts.Cursors, now);
        var matched = new List<MatchedCall>();
        foreach (var pairing in matching.Pair([.. calls.Values.OrderBy(call => call.Rank).Select(ToWaitingCall)], scene))
        {
            var call = calls[pairing.Call.Key];
            var queue = _queues[call.Queue];
            var offered = new CallEvent.Offered(ground.NextConference(), pairing.Operator.Id, pairing.Operator.Name, now);
            if (CallChange.Of(call, offered, queue, now) is { } change)
            {
                calls[pairing.Call.Key] = change.After;
                matched.Add(new MatchedCall(change, DecisionOf(pairing, queue)));
            }
        }

        return matched;
    }

    private WaitingCall ToWaitingCall(Call call)
    {
        var queue = _queues[call.Queue];
        return new WaitingCall(call.Id.ToString(), queue.Name, queue.Strategy, call.ArrivedAt)
        {
            Rank = call.Rank,
            Ladder = _ladders.Of(call),
            Skip = call.LastMissed?.Operator,
            SkipUntil = call.LastMissed?.EndedAt + queue.RetryDelay,
            HeldFor = call.HeldFor,
            LiveOffers = call.LiveOffers.Count(),
            Width = call.HeldFor is null ? call.Width : 1,
        };
    }

    private Decision DecisionOf(Pairing pairing, QueueSettings queue)
    {
        var notFree = _operators.NotFree.Take(Decision.MostNamed - pairing.Excluded.Count).ToList();
        return new Decision(
            pairing.Call.Key,
            queue.Name,
            queue.Group,
            now,
            pairing.Operator.Id,
            queue.Strategy,
            pairing.Reason,
            pairing.Considered,
            [.. pairing.Excluded, .. notFree],
            pairing.Others + _operators.NotFree.Count - notFree.Count);
    }
}
