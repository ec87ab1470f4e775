using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Storage.Postgres;

/// <summary>What a match looks at: who is free, and the first calls that want an operator.</summary>
internal static class PostgresMatchReading
{
    public static async Task<bool> IsWorthwhileAsync(
        PostgresSession session, Roster roster, IReadOnlyList<QueueSettings> queues, DateTimeOffset now)
    {
        var free = await FreeAsync(session, roster, now);
        return (await WantingAsync(session, queues, free, Math.Min(free.Count, 1), now)).Count > 0;
    }

    /// <summary>
    /// Free at TrueConf, without a conference of ours, and not resting. Whose conference went away after the roster's reading
    /// began is not: the roster may show them as they were before it rang.
    /// </summary>
    /// <remarks>One statement: who was taken a moment ago must not seem freed long ago.</remarks>
    public static async Task<IReadOnlyList<Candidate>> FreeAsync(PostgresSession session, Roster roster, DateTimeOffset now)
    {
        var available = roster.Available.ToList();
        if (available.Count == 0)
        {
            return [];
        }

        var known = (await session.QueryAsync<OperatorRow>(
            """
            select asked.id, o.idle_since as IdleSince, o.freed_at as FreedAt, o.resting_until as RestingUntil, c.id is not null as Taken
            from unnest(@Ids) as asked (id)
                left join operators o on o.id = asked.id
                left join conferences c on c.operator = asked.id and c.gone_at is null
            """,
            new { Ids = available.Select(one => one.Id.Value).Distinct().ToArray() })).ToDictionary(row => row.Id);

        return [..
            from one in available
            let row = known[one.Id.Value]
            where !row.Taken && !(row.FreedAt >= roster.ReadAt.UtcTicks) && !(row.RestingUntil > now.UtcTicks)
            select new Candidate(one.Id, one.Name, Ticks.ToMoment(row.IdleSince))];
    }

    /// <summary>The first calls of these queues together, in order; one that only the single free operator could take, who missed it last, is passed over.</summary>
    public static async Task<IReadOnlyList<Call>> WantingAsync(
        PostgresSession session, IReadOnlyList<QueueSettings> queues, IReadOnlyList<Candidate> free, int limit, DateTimeOffset now)
    {
        if (limit == 0)
        {
            return [];
        }

        // Queue by queue, so that each is read in the order of its index and no further than needed.
        var only = free.Count == 1 ? free[0].Id.Value : null;
        var rows = new List<WantingRow>();
        foreach (var queue in queues)
        {
            rows.AddRange(await session.QueryAsync<WantingRow>(
                """
                select seq, arrived_at as ArrivedAt, body from calls
                where wants_operator and queue = @Queue
                    and (@Only::text is null or missed_operator is null or missed_operator <> @Only or missed_at <= @MissedBy)
                order by arrived_at, seq limit @Limit
                """,
                new { Queue = queue.Name, Only = only, MissedBy = (now - queue.RetryDelay).UtcTicks, Limit = limit }));
        }

        return [.. rows.OrderBy(row => row.ArrivedAt).ThenBy(row => row.Seq).Take(limit).Select(row => StoredJson.Read<Call>(row.Body))];
    }

    private sealed record OperatorRow
    {
        public string Id { get; init; } = "";
        public long? IdleSince { get; init; }
        public long? FreedAt { get; init; }
        public long? RestingUntil { get; init; }
        public bool Taken { get; init; }
    }

    private sealed record WantingRow
    {
        public long Seq { get; init; }
        public long ArrivedAt { get; init; }
        public string Body { get; init; } = "";
    }
}
