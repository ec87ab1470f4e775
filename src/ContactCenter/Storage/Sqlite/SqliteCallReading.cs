using ContactCenter.Calls;
using ContactCenter.Operators;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>What is looked up about calls together: who talked to whom, who waits for whom, and who waits where.</summary>
internal static class SqliteCallReading
{
    public static OperatorId? LastOperator(SqliteConnection connection, string guestKey) =>
        connection.QueryFirstOrDefault<string>(
            "select answered_by from calls where guest_key = @Key and answered_at is not null order by answered_at desc, seq desc limit 1",
            new { Key = guestKey }) is { } id
            ? new OperatorId(id)
            : null;

    public static IReadOnlyList<CallId> HeldFor(SqliteConnection connection, IReadOnlyCollection<OperatorId> operators, int limit) =>
    [
        .. connection.Query<string>(
            """
            select id from calls
            where held_for in (select value from json_each(@Operators)) and state = 'waiting' order by rank, seq limit @Limit
            """,
            new { Operators = Json.Of(operators), Limit = limit }).Select(ToId),
    ];

    /// <summary>Queue by queue, so that each is read in the order of its index and no further than needed.</summary>
    public static IReadOnlyList<PastConversation> Conversations(
        SqliteConnection connection, IReadOnlyList<string> queues, DateTimeOffset since, int limit) =>
    [
        .. (from queue in queues
            from row in connection.Query<ConversationRow>(
                $"""
                select {ConversationRow.Columns} from calls
                where queue = @Queue and answered_at >= @Since and due_at is null order by answered_at desc limit @Limit
                """,
                new { Queue = queue, Since = since.UtcTicks, Limit = limit })
            orderby row.AnsweredAt descending
            select row.ToConversation()).Take(limit),
    ];

    public static IReadOnlyList<WaitingPlace> Line(SqliteConnection connection, IReadOnlyList<string> queues) =>
    [
        .. from row in connection.Query<PlaceRow>(
               """
               select id as Id, queue as Queue from calls indexed by calls_in_line
               where queue in (select value from json_each(@Queues)) and state = 'waiting' and due_at is not null order by rank, seq
               """,
               new { Queues = Json.Of(queues) })
           select new WaitingPlace(ToId(row.Id), row.Queue),
    ];

    public static IReadOnlyDictionary<CallId, int> LastSequences(SqliteConnection connection, IReadOnlyCollection<CallId> calls) =>
        connection.Query<SequenceRow>(
            "select id as Id, event_count as Last from calls where id in (select value from json_each(@Ids))", new { Ids = Json.Of(calls) })
            .ToDictionary(row => ToId(row.Id), row => row.Last);

    private static CallId ToId(string id) => CallId.TryParse(id)!.Value;

    private sealed record PlaceRow
    {
        public string Id { get; init; } = "";
        public string Queue { get; init; } = "";
    }

    private sealed record SequenceRow
    {
        public string Id { get; init; } = "";
        public int Last { get; init; }
    }
}
