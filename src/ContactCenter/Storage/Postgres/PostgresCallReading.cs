using ContactCenter.Calls;
using ContactCenter.Operators;

namespace ContactCenter.Storage.Postgres;

/// <summary>What is looked up about calls together: who talked to whom, who waits for whom, and who waits where.</summary>
internal static class PostgresCallReading
{
    public static async Task<OperatorId?> LastOperatorAsync(PostgresSession session, string guestKey) =>
        await session.FirstAsync<string>(
            "select answered_by from calls where guest_key = @Key and answered_at is not null order by answered_at desc, seq desc limit 1",
            new { Key = guestKey }) is { } id
            ? new OperatorId(id)
            : null;

    public static async Task<IReadOnlyList<CallId>> HeldForAsync(PostgresSession session, IReadOnlyCollection<OperatorId> operators, int limit) =>
    [
        .. (await session.QueryAsync<string>(
            "select id from calls where held_for = any(@Operators) and state = 'waiting' order by rank, seq limit @Limit",
            new { Operators = operators.Select(one => one.Value).ToArray(), Limit = limit })).Select(ToId),
    ];

    /// <summary>Queue by queue, so that each is read in the order of its index and no further than needed.</summary>
    public static async Task<IReadOnlyList<PastConversation>> ConversationsAsync(
        PostgresSession session, IReadOnlyList<string> queues, DateTimeOffset since, int limit) =>
    [
        .. from row in await session.QueryAsync<ConversationRow>(
               $"""
               select one.* from unnest(@Queues) as asked (queue) cross join lateral
               (
                   select {ConversationRow.Columns} from calls
                   where queue = asked.queue and answered_at >= @Since and due_at is null order by answered_at desc limit @Limit
               ) as one
               order by one.AnsweredAt desc limit @Limit
               """,
               new { Queues = queues.Distinct().ToArray(), Since = since.UtcTicks, Limit = limit })
           select row.ToConversation(),
    ];

    public static async Task<IReadOnlyList<WaitingPlace>> LineAsync(PostgresSession session, IReadOnlyList<string> queues) =>
    [
        .. from row in await session.QueryAsync<PlaceRow>(
               "select id, queue from calls where queue = any(@Queues) and state = 'waiting' and due_at is not null order by rank, seq",
               new { Queues = queues.ToArray() })
           select new WaitingPlace(ToId(row.Id), row.Queue),
    ];

    public static async Task<IReadOnlyDictionary<CallId, int>> LastSequencesAsync(PostgresSession session, IReadOnlyCollection<CallId> calls) =>
        (await session.QueryAsync<SequenceRow>(
            "select id, event_count as Last from calls where id = any(@Ids)", new { Ids = calls.Select(id => id.ToString()).ToArray() }))
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
