using ContactCenter.Calls;

namespace ContactCenter.Storage.Postgres;

/// <summary>One match in PostgreSQL: those of one group take turns, and those of all groups where a conference limit holds.</summary>
internal static class PostgresMatching
{
    public static async Task<IReadOnlyList<CallChange>> MatchAsync(
        PostgresDatabase database, IMatch match, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Most looks find nobody to match; those need no turn. What is decided is decided below.
        if (match.Operators.Count == 0 || !await database.AskAsync(session => IsWorthwhileAsync(session, match, now), cancellationToken))
        {
            return [];
        }

        for (; ; )
        {
            var isLimited = match.IsLimited;
            if (await database.WriteAsync(session => MatchInTurnAsync(session, match, isLimited, now), cancellationToken) is { } written)
            {
                return written;
            }
        }
    }

    private static async Task<bool> IsWorthwhileAsync(PostgresSession session, IMatch match, DateTimeOffset now) =>
        match.Begin(await PostgresMatchReading.FactsAsync(session, match, now))
        && await PostgresMatchReading.FindsAnyAsync(session, match.Searches(await PostgresMatchReading.KindsAsync(session, match.Queues)));

    /// <summary>Null: a limit has been learnt of meanwhile, and it was not this match's turn among all groups.</summary>
    private static async Task<IReadOnlyList<CallChange>?> MatchInTurnAsync(PostgresSession session, IMatch match, bool isLimited, DateTimeOffset now)
    {
        // The turn among all before that of the group: so no two matches wait for each other.
        if (isLimited)
        {
            await session.TurnAsync("contact-center licence");
        }

        // By the group's own id: two queues may name one group by name and by id.
        await session.TurnAsync($"contact-center match {match.Roster.Group}");
        if (!match.Begin(await PostgresMatchReading.FactsAsync(session, match, now)))
        {
            return [];
        }

        if (match.IsLimited && !isLimited)
        {
            return null;
        }

        var kinds = await PostgresMatchReading.KindsAsync(session, match.Queues);
        var waiting = await PostgresMatchReading.FindAsync(session, match.Searches(kinds));
        return waiting.Count == 0 ? [] : await WriteAsync(session, match.Choose(waiting));
    }

    private static async Task<IReadOnlyList<CallChange>> WriteAsync(PostgresSession session, IReadOnlyList<MatchedCall> chosen)
    {
        var written = new List<MatchedCall>();
        var outdated = new HashSet<CallId>();
        foreach (var matched in chosen.Where(matched => !outdated.Contains(matched.Change.Before.Id)))
        {
            if (await PostgresCallWriting.ApplyAsync(session, matched.Change, claimant: null) == Written.Done)
            {
                written.Add(matched);
            }
            else
            {
                // A call's next offer counts upon this one. Whoever changed the call meanwhile may have made the version
                // that it expects: it would pass, and undo their change.
                outdated.Add(matched.Change.Before.Id);
            }
        }

        await ExplainAsync(session, [.. written.Select(DecisionRow.Of)]);
        return [.. written.Select(matched => matched.Change)];
    }

    private static async Task ExplainAsync(PostgresSession session, IReadOnlyList<DecisionRow> decisions)
    {
        if (decisions.Count > 0)
        {
            var last = decisions.GroupBy(one => one.Queue).Select(queue => queue.Last()).OrderBy(one => one.Queue, StringComparer.Ordinal).ToList();
            await session.ExecuteAsync(
                """
                insert into decisions (at, call_id, body) select * from unnest(@Ats, @Calls, @Bodies);
                insert into cursors (queue, operator) select * from unnest(@Queues, @Operators)
                on conflict (queue) do update set operator = excluded.operator
                """,
                new
                {
                    Ats = decisions.Select(one => one.At).ToArray(),
                    Calls = decisions.Select(one => one.Call).ToArray(),
                    Bodies = decisions.Select(one => one.Body).ToArray(),
                    Queues = last.Select(one => one.Queue).ToArray(),
                    Operators = last.Select(one => one.Operator).ToArray(),
                });
        }
    }
}
