using ContactCenter.Calls;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>Counts the live calls in a SQLite file. Bodies are read only of calls that have an operator, so no more than there are operators.</summary>
internal sealed class SqliteCallCounts(SqliteDatabase database) : ICallCounts
{
    public Task<CallCounts> CountAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection =>
        {
            // One snapshot for both: a call that moves in between would be counted twice or not at all.
            using var transaction = connection.BeginTransaction(deferred: true);
            return new CallCounts(Calls(connection), LiveOffers(connection));
        },
        cancellationToken);

    private static Dictionary<(string, CallState), int> Calls(SqliteConnection connection) => connection
        .Query<CountRow>("select queue, state, count(*) as Count from calls where due_at is not null group by queue, state")
        .ToDictionary(row => (row.Queue, Enum.Parse<CallState>(row.State, ignoreCase: true)), row => row.Count);

    private static Dictionary<OfferState, int> LiveOffers(SqliteConnection connection) => connection
        .Query<string>("select body from calls where due_at is not null and offered = 1")
        .SelectMany(body => StoredJson.Read<Call>(body).LiveOffers)
        .CountBy(offer => offer.State)
        .ToDictionary();

    private sealed record CountRow
    {
        public string Queue { get; init; } = "";
        public string State { get; init; } = "";
        public int Count { get; init; }
    }
}
