using ContactCenter.Conferences;

namespace ContactCenter.Storage.Postgres;

/// <summary>Counts what is left in the ledger in PostgreSQL.</summary>
internal sealed class PostgresLedgerCounts(PostgresDatabase database) : ILedgerCounts
{
    public Task<LedgerCounts> CountAsync(int stuckAfter, CancellationToken cancellationToken) => database.AskAsync(
        async session =>
        {
            var row = (await session.QueryAsync<CountRow>(
                """
                select
                    count(*) filter (where condemned_at is null and conference is null) as Intended,
                    count(*) filter (where condemned_at is null and conference is not null) as Made,
                    count(*) filter (where condemned_at is not null and failures < @StuckAfter) as Condemned,
                    count(*) filter (where condemned_at is not null and failures >= @StuckAfter) as Stuck
                from conferences where gone_at is null
                """,
                new { StuckAfter = stuckAfter })).Single();
            return new LedgerCounts(row.Intended, row.Made, row.Condemned, row.Stuck);
        },
        cancellationToken);

    private sealed record CountRow
    {
        public int Intended { get; init; }
        public int Made { get; init; }
        public int Condemned { get; init; }
        public int Stuck { get; init; }
    }
}
