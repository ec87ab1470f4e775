using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Simulation.Store;

/// <summary>What a match looks at: who is free, and the first calls that want an operator.</summary>
internal static class MatchReading
{
    public static bool IsWorthwhile(StoreState state, Roster roster, IReadOnlyList<QueueSettings> queues, DateTimeOffset now)
    {
        var free = Free(state, roster, now);
        return Wanting(state, queues, free, Math.Min(free.Count, 1), now).Count > 0;
    }

    public static List<Candidate> Free(StoreState state, Roster roster, DateTimeOffset now)
    {
        HashSet<OperatorId>? taken = null;
        var free = new List<Candidate>();
        foreach (var one in roster.Available)
        {
            taken ??= [.. state.Ledger.Values.Where(row => row.Entry.GoneAt is null).Select(row => row.Entry.Operator)];
            var row = state.Operators.GetValueOrDefault(one.Id);
            if (!taken.Contains(one.Id) && !(row?.FreedAt >= roster.ReadAt) && !(row?.RestingUntil > now))
            {
                free.Add(new Candidate(one.Id, one.Name, row?.IdleSince));
            }
        }

        return free;
    }

    public static IReadOnlyList<Call> Wanting(
        StoreState state, IReadOnlyList<QueueSettings> queues, IReadOnlyList<Candidate> free, int limit, DateTimeOffset now)
    {
        if (limit == 0)
        {
            return [];
        }

        OperatorId? only = free.Count == 1 ? free[0].Id : null;
        return [..
            (from queue in queues
             from row in (from row in state.Calls.Values
                          where row.IsLive && row.Call.Queue == queue.Name && row.Call.WantsOperator
                              && (only is null || row.Call.LastMissed is not { } missed || missed.Operator != only || missed.EndedAt <= now - queue.RetryDelay)
                          orderby row.Call.ArrivedAt, row.Seq
                          select row).Take(limit)
             orderby row.Call.ArrivedAt, row.Seq
             select row.Call).Take(limit)];
    }
}
