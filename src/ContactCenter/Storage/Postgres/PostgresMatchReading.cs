using System.Text.Json;
using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Storage.Postgres;

/// <summary>What a match reads: facts of its operators, the kinds of calls that wait, and the first calls of the searches.</summary>
internal static class PostgresMatchReading
{
    private const string _waiting = "wants_operator and not offered and held_for is null";
    private const string _ringing = "wants_operator and offered and held_for is null";
    private const string _held = "held_for is not null and wants_operator";

    private const string _missed = "coalesce(calls.missed_at > search.missed_after and calls.missed_operator = any(search.operators), false)";

    public static async Task<MatchFacts> FactsAsync(PostgresSession session, IMatch match, DateTimeOffset now)
    {
        var operators = await PostgresOperatorStore.FactsAsync(session, match.Operators, match.CountsRecentCalls ? now - OperatorFacts.Recently : null);
        var limits = await session.FirstAsync<LimitRow>(
            $"""
            select limits.*, (select jsonb_object_agg(queue, operator)::text from cursors where queue = any(@Queues)) as Cursors
            from ({LedgerStatements.Limits}) as limits
            """,
            new { Queues = Names(match.Queues) });
        return new MatchFacts(operators, limits!.Conferences, limits.Learnt, CursorsOf(limits));
    }

    public static async Task<IReadOnlyList<WaitingKind>> KindsAsync(PostgresSession session, IReadOnlyList<QueueSettings> queues) =>
        [.. (await session.QueryAsync<KindRow>(Kinds, new { Queues = Names(queues) })).Select(row => new WaitingKind(row.Queue, row.Kind, row.IsRinging))];

    public static async Task<bool> FindsAnyAsync(PostgresSession session, IReadOnlyList<WaitingSearch> searches) =>
        (await RowsAsync(session, [.. searches.Where(search => search.Limit > 0).Select(search => search with { Limit = 1 })])).Count > 0;

    public static async Task<IReadOnlyList<Call>> FindAsync(PostgresSession session, IReadOnlyList<WaitingSearch> searches) =>
        WaitingRow.InOrder(await RowsAsync(session, searches));

    /// <summary>From one kind to the next by the index: as many steps as there are kinds, however many calls wait.</summary>
    internal static string Kinds =>
        $"""
        with recursive {Steps("waiting", _waiting)}, {Steps("ringing", _ringing)}
        select queue, kind, false as IsRinging from waiting where kind is not null
        union all
        select queue, kind, true as IsRinging from ringing where kind is not null
        """;

    /// <summary>All searches in one statement.</summary>
    internal static (string Sql, object Parameters) Search(IReadOnlyList<WaitingSearch> searches)
    {
        var waiting = searches.Where(search => search.Kind is { IsRinging: false }).ToList();
        var ringing = searches.Where(search => search.Kind is { IsRinging: true }).ToList();
        var held = searches.Where(search => search.Kind is null).ToList();
        var parts = new List<string>();
        AddPart(waiting, "Waiting", $"{_waiting} and calls.kind = search.name");
        AddPart(ringing, "Ringing", $"{_ringing} and calls.kind = search.name");
        AddPart(held, "Held", $"{_held} and calls.held_for = search.name");
        return (string.Join("\nunion all\n", parts), new { Waiting = Asked(waiting), Ringing = Asked(ringing), Held = Asked(held) });

        void AddPart(List<WaitingSearch> some, string name, string condition)
        {
            if (some.Count > 0)
            {
                parts.Add(Found(name, condition));
            }
        }
    }

    private static async Task<List<WaitingRow>> RowsAsync(PostgresSession session, IReadOnlyList<WaitingSearch> searches)
    {
        if (searches.Count == 0)
        {
            return [];
        }

        var (sql, parameters) = Search(searches);
        return await session.QueryAsync<WaitingRow>(sql, parameters);
    }

    private static string Steps(string name, string condition) =>
        $"""
        {name} (queue, kind) as
        (
            select asked.queue, (select kind from calls where {condition} and calls.queue = asked.queue order by kind limit 1)
            from unnest(@Queues) as asked (queue)
            union all
            select {name}.queue,
                (select kind from calls where {condition} and calls.queue = {name}.queue and calls.kind > {name}.kind order by kind limit 1)
            from {name} where {name}.kind is not null
        )
        """;

    /// <summary>
    /// The first that nobody has just missed; and, where it matters, those before them that somebody has. A call's rank is
    /// never behind its arrival, so the index ends there too.
    /// </summary>
    private static string Found(string searches, string condition)
    {
        var where =
            $"""
            where {condition} and calls.queue = search.queue and calls.rank <= search.arrived_by and calls.arrived_at <= search.arrived_by
                and calls.give_up_at > search.give_up_after
            """;
        return
            $"""
            select found.seq, found.rank, found.body from
                jsonb_to_recordset(@{searches}::jsonb) as search
                    (queue text, name text, most integer, arrived_by bigint, give_up_after bigint, operators text[], missed_after bigint)
                cross join lateral
                (
                    with others as materialized (select seq, rank, body from calls {where} and not {_missed} order by rank, seq limit search.most)
                    select seq, rank, body from others
                    union all
                    select seq, rank, body from calls {where} and {_missed} and cardinality(search.operators) > 1
                        and rank <= (select case when count(*) < search.most then {long.MaxValue} else max(rank) end from others)
                ) as found
            """;
    }

    private static string Asked(IEnumerable<WaitingSearch> searches) => JsonSerializer.Serialize(searches.Select(search => new
    {
        queue = search.Queue,
        name = search.Kind?.Kind ?? search.HeldFor?.Value,
        most = search.Limit,
        arrived_by = search.ArrivedBy?.UtcTicks ?? long.MaxValue,
        give_up_after = search.GiveUpAfter.UtcTicks,
        operators = search.Operators.Select(id => id.Value),
        missed_after = search.MissedAfter.UtcTicks,
    }));

    private static string[] Names(IReadOnlyList<QueueSettings> queues) => [.. queues.Select(queue => queue.Name).Distinct()];

    private static Dictionary<string, OperatorId> CursorsOf(LimitRow row) =>
        row.Cursors is { } json ? StoredJson.Read<Dictionary<string, OperatorId>>(json) : [];

    private sealed record KindRow
    {
        public string Queue { get; init; } = "";
        public string Kind { get; init; } = "";
        public bool IsRinging { get; init; }
    }
}
