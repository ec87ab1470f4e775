using ContactCenter.Calls;

namespace ContactCenter.Storage.Postgres;

/// <summary>Counts the live calls in PostgreSQL. Bodies are read only of calls that have an operator, so no more than there are operators.</summary>
internal sealed class PostgresCallCounts(PostgresDatabase database) : ICallCounts
{
    /// <summary>One statement, one snapshot: a call that moves in between would be counted twice or not at all.</summary>
    public Task<CallCounts> CountAsync(CancellationToken cancellationToken) => database.AskAsync(
        async session =>
        {
            var rows = await session.QueryAsync<CountRow>(
                """
                select queue, state, count(*) as Count, array_agg(body) filter (where offered) as Offered
                from calls where due_at is not null group by queue, state
                """);
            return new CallCounts(
                rows.ToDictionary(row => (row.Queue, Enum.Parse<CallState>(row.State, ignoreCase: true)), row => row.Count),
                rows.SelectMany(row => row.Offered ?? [])
                    .SelectMany(body => StoredJson.Read<Call>(body).LiveOffers)
                    .CountBy(offer => offer.State)
                    .ToDictionary());
        },
        cancellationToken);

    private sealed record CountRow
    {
        public string Queue { get; init; } = "";
        public string State { get; init; } = "";
        public int Count { get; init; }
        public string[]? Offered { get; init; }
    }
}
