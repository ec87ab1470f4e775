using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>What a match reads: facts of its operators, the kinds of calls that wait, and the first calls of the searches.</summary>
internal static class MatchReading
{
    /// <summary>From one kind to the next by the index: as many steps as there are kinds, however many calls wait.</summary>
    private const string _kinds =
        """
        with recursive kinds (queue, kind) as
        (
            select value,
                (select kind from calls indexed by {index} where {condition} and queue = value order by kind limit 1)
            from json_each(@Queues)
            union all
            select queue,
                (select kind from calls indexed by {index} where {condition} and calls.queue = kinds.queue and calls.kind > kinds.kind order by kind limit 1)
            from kinds where kind is not null
        )
        select queue as Queue, kind as Kind, {ringing} as IsRinging from kinds where kind is not null
        """;

    private const string _missed =
        """
        coalesce(missed_at > @MissedAfter and missed_operator in (select value from json_each(@Operators)), false)
        """;

    private static readonly Shape _waiting = new("calls_wanting", "wants_operator = 1 and offered = 0 and held_for is null", "kind = @Name");
    private static readonly Shape _ringing = new("calls_wanting_more", "wants_operator = 1 and offered = 1 and held_for is null", "kind = @Name");
    private static readonly Shape _held = new("calls_held", "held_for is not null and wants_operator = 1", "held_for = @Name");

    public static MatchFacts Facts(SqliteConnection connection, IMatch match, DateTimeOffset now)
    {
        var operators = SqliteOperatorStore.Facts(connection, match.Operators, match.CountsRecentCalls ? now - OperatorFacts.Recently : null);
        var limits = connection.QuerySingle<LimitRow>(LedgerStatements.Limits);
        var cursors = connection.Query<CursorRow>(
            "select queue as Queue, operator as Operator from cursors where queue in (select value from json_each(@Queues))",
            new { Queues = Json.Of(match.Queues.Select(queue => queue.Name)) });
        return new MatchFacts(operators, limits.Conferences, limits.Learnt, cursors.ToDictionary(row => row.Queue, row => new OperatorId(row.Operator)));
    }

    public static IReadOnlyList<WaitingKind> Kinds(SqliteConnection connection, IReadOnlyList<QueueSettings> queues)
    {
        var names = new { Queues = Json.Of(queues.Select(queue => queue.Name)) };
        return
        [
            .. from sql in KindStatements
               from row in connection.Query<KindRow>(sql, names)
               select new WaitingKind(row.Queue, row.Kind, row.IsRinging),
        ];
    }

    public static bool FindsAny(SqliteConnection connection, IReadOnlyList<WaitingSearch> searches) =>
        searches.Any(search => search.Limit > 0 && Find(connection, search with { Limit = 1 }).Count > 0);

    public static IReadOnlyList<Call> Find(SqliteConnection connection, IReadOnlyList<WaitingSearch> searches) =>
        WaitingRow.InOrder(searches.SelectMany(search => Find(connection, search)));

    /// <summary>The statements of <see cref="Kinds"/>: those that wait, and those that ring.</summary>
    internal static IEnumerable<string> KindStatements =>
        from shape in new[] { _waiting, _ringing }
        select _kinds.Replace("{index}", shape.Index, StringComparison.Ordinal)
            .Replace("{condition}", shape.Condition, StringComparison.Ordinal)
            .Replace("{ringing}", shape == _ringing ? "1" : "0", StringComparison.Ordinal);

    /// <summary>The first that nobody has just missed.</summary>
    internal static string Others(WaitingSearch search) => $"{Where(search)} and not {_missed} order by rank, seq limit @Limit";

    internal static object Parameters(WaitingSearch search, int limit, long upTo = long.MaxValue) => new
    {
        search.Queue,
        Name = search.Kind?.Kind ?? search.HeldFor?.Value,
        ArrivedBy = search.ArrivedBy?.UtcTicks ?? long.MaxValue,
        GiveUpAfter = search.GiveUpAfter.UtcTicks,
        MissedAfter = search.MissedAfter.UtcTicks,
        Operators = Json.Of(search.Operators),
        Limit = limit,
        UpTo = upTo,
    };

    private static List<WaitingRow> Find(SqliteConnection connection, WaitingSearch search)
    {
        var others = connection.Query<WaitingRow>(Others(search), Parameters(search, search.Limit)).ToList();
        if (search.Operators.Count < 2)
        {
            return others;
        }

        var upTo = others.Count < search.Limit ? long.MaxValue : others[^1].Rank;
        return [.. others, .. connection.Query<WaitingRow>($"{Where(search)} and rank <= @UpTo and {_missed}", Parameters(search, search.Limit, upTo))];
    }

    /// <summary>A call's rank is never behind its arrival, so the index ends there too.</summary>
    private static string Where(WaitingSearch search)
    {
        var shape = search switch
        {
            { Kind.IsRinging: true } => _ringing,
            { Kind: not null } => _waiting,
            _ => _held,
        };
        return
            $"""
            select seq as Seq, rank as Rank, body as Body from calls indexed by {shape.Index}
            where {shape.Condition} and queue = @Queue and {shape.Name} and rank <= @ArrivedBy and arrived_at <= @ArrivedBy
                and give_up_at > @GiveUpAfter
            """;
    }

    /// <summary>Where a kind of search looks.</summary>
    private sealed record Shape(string Index, string Condition, string Name);

    private sealed record KindRow
    {
        public string Queue { get; init; } = "";
        public string Kind { get; init; } = "";
        public bool IsRinging { get; init; }
    }

    private sealed record CursorRow
    {
        public string Queue { get; init; } = "";
        public string Operator { get; init; } = "";
    }
}
