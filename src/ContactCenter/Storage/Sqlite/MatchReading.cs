using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>What a match looks at: who is free, and the first calls that want an operator.</summary>
internal static class MatchReading
{
    public static bool IsWorthwhile(SqliteConnection connection, Roster roster, IReadOnlyList<QueueSettings> queues, DateTimeOffset now)
    {
        var free = Free(connection, roster, now);
        return Wanting(connection, queues, free, Math.Min(free.Count, 1), now).Count > 0;
    }

    /// <summary>
    /// Free at TrueConf, without a conference of ours, and not resting. Whose conference went away after the roster's reading
    /// began is not: the roster may show them as they were before it rang.
    /// </summary>
    public static IReadOnlyList<Candidate> Free(SqliteConnection connection, Roster roster, DateTimeOffset now)
    {
        var available = roster.Available.ToList();
        if (available.Count == 0)
        {
            return [];
        }

        var taken = connection.Query<string>("select operator from conferences where gone_at is null").ToHashSet();
        var known = connection.Query<OperatorRow>(
            "select id, idle_since as IdleSince, freed_at as FreedAt, resting_until as RestingUntil from operators where id in @Ids",
            new { Ids = available.Select(one => one.Id.Value) }).ToDictionary(row => row.Id);

        return [..
            from one in available
            where !taken.Contains(one.Id.Value)
            let row = known.GetValueOrDefault(one.Id.Value)
            where !(row?.FreedAt >= roster.ReadAt.UtcTicks) && !(row?.RestingUntil > now.UtcTicks)
            select new Candidate(one.Id, one.Name, Ticks.ToMoment(row?.IdleSince))];
    }

    /// <summary>The first calls of these queues together, in order; one that only the single free operator could take, who missed it last, is passed over.</summary>
    public static IReadOnlyList<Call> Wanting(
        SqliteConnection connection, IReadOnlyList<QueueSettings> queues, IReadOnlyList<Candidate> free, int limit, DateTimeOffset now)
    {
        if (limit == 0)
        {
            return [];
        }

        // Queue by queue, so that each is read in the order of its index and no further than needed.
        var only = free.Count == 1 ? free[0].Id.Value : null;
        return [..
            (from queue in queues
             from row in connection.Query<WantingRow>(
                 """
                 select seq, arrived_at as ArrivedAt, body from calls
                 where wants_operator = 1 and queue = @Queue
                     and (@Only is null or missed_operator is null or missed_operator <> @Only or missed_at <= @MissedBy)
                 order by arrived_at, seq limit @Limit
                 """,
                 new { Queue = queue.Name, Only = only, MissedBy = (now - queue.RetryDelay).UtcTicks, Limit = limit })
             orderby row.ArrivedAt, row.Seq
             select StoredJson.Read<Call>(row.Body)).Take(limit)];
    }

    private sealed record OperatorRow
    {
        public string Id { get; init; } = "";
        public long? IdleSince { get; init; }
        public long? FreedAt { get; init; }
        public long? RestingUntil { get; init; }
    }

    private sealed record WantingRow
    {
        public long Seq { get; init; }
        public long ArrivedAt { get; init; }
        public string Body { get; init; } = "";
    }
}
