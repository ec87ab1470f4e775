using ContactCenter.Conferences;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>The ledger in a SQLite file.</summary>
internal sealed class SqliteConferenceLedger(SqliteDatabase database) : IConferenceLedger
{
    public Task<LedgerEntry?> FindAsync(LedgerId id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.QuerySingleOrDefault<LedgerRow>(
            $"select {LedgerRow.Columns} from conferences where id = @Id", new { Id = id.ToString() })?.ToEntry(),
        cancellationToken);

    public Task<bool> SaveAsync(LedgerEntry entry, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            var row = LedgerRow.Of(entry);
            var saved = connection.Execute(
                """
                update conferences set
                    conference = @Conference, condemned_at = @CondemnedAt, stopped_at = @StoppedAt, gone_at = @GoneAt,
                    due_at = @DueAt, failures = @Failures, trouble = @Trouble, version = version + 1
                where id = @Id and version = @Version
                """,
                row) == 1;
            if (saved && row.GoneAt is not null)
            {
                Free(connection, row);
            }

            return saved;
        },
        cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => EntriesAsync(
        $"""
        select {LedgerRow.Columns} from conferences
        where condemned_at is not null and gone_at is null and due_at <= @Now order by due_at, id limit @Limit
        """,
        new { Now = now.UtcTicks, Limit = limit },
        cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(
        connection => Ticks.ToMoment(connection.ExecuteScalar<long?>(
            "select min(due_at) from conferences where condemned_at is not null and gone_at is null and due_at > @Now",
            new { Now = now.UtcTicks })),
        cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> StuckAsync(int failures, CancellationToken cancellationToken) => EntriesAsync(
        $"""
        select {LedgerRow.Columns} from conferences
        where condemned_at is not null and gone_at is null and failures >= @Failures order by due_at, id
        """,
        new { Failures = failures },
        cancellationToken);

    /// <summary>The operator may be offered again, once a roster was read that began later.</summary>
    private static void Free(SqliteConnection connection, LedgerRow row) => connection.Execute(
        """
        insert into operators (id, freed_at) values (@Operator, @GoneAt)
        on conflict (id) do update set freed_at = max(coalesce(freed_at, 0), excluded.freed_at)
        """,
        row);

    private Task<IReadOnlyList<LedgerEntry>> EntriesAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<LedgerEntry>>(
            connection => [.. connection.Query<LedgerRow>(sql, parameters).Select(row => row.ToEntry())], cancellationToken);
}
