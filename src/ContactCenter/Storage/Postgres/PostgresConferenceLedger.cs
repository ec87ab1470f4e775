using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using Dapper;

namespace ContactCenter.Storage.Postgres;

/// <summary>The ledger in PostgreSQL.</summary>
internal sealed class PostgresConferenceLedger(PostgresDatabase database) : IConferenceLedger
{
    public Task<LedgerEntry?> FindAsync(LedgerId id, CancellationToken cancellationToken) =>
        EntryAsync($"select {LedgerRow.Columns} from conferences where id = @Id", new { Id = id.ToString() }, cancellationToken);

    public Task<LedgerEntry?> FindAsync(ConferenceId conference, CancellationToken cancellationToken) => EntryAsync(
        $"select {LedgerRow.Columns} from conferences where conference = @Id order by intended_at desc, id desc limit 1",
        new { Id = conference.Value },
        cancellationToken);

    public Task<bool> SaveAsync(LedgerEntry entry, NodeId? claimant, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var row = LedgerRow.Of(entry);
            var parameters = new DynamicParameters(row);
            parameters.Add("Claimant", claimant?.Value);
            var saved = await session.ExecuteAsync(
                $"""
                update conferences set
                    conference = @Conference, condemned_at = @CondemnedAt, stopped_at = @StoppedAt, gone_at = @GoneAt,
                    due_at = @DueAt, failures = @Failures, trouble = @Trouble, version = version + 1
                where id = @Id and version = @Version and {Alive.Fence}
                """,
                parameters) == 1;
            if (saved && row.GoneAt is not null)
            {
                await FreeAsync(session, row);
            }

            return saved;
        },
        cancellationToken);

    public Task<LedgerEntry?> BeginAsync(LedgerId id, NodeId claimant, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var begin = new { Id = id.ToString(), Claimant = claimant.Value, Now = now.UtcTicks };
                var before = await session.FirstAsync<LedgerRow>(
                    $"""
                    select {LedgerRow.Columns} from conferences
                    where id = @Id and condemned_at is null and gone_at is null
                        and ({Alive.Unclaimed} or claimed_by = @Claimant) and @Claimant in {Alive.Nodes}
                    for update
                    """,
                    begin);
                if (before is not null)
                {
                    await session.ExecuteAsync(
                        "update conferences set claimed_by = @Claimant, begun_at = coalesce(begun_at, @Now) where id = @Id", begin);
                }

                return before?.ToEntry();
            },
            cancellationToken);

    public async Task<IReadOnlyList<LedgerEntry>> ClaimDueAsync(
        NodeId claimant, IReadOnlyCollection<LedgerId> inHand, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var due = await database.AskAsync(
            session => session.QueryAsync<LedgerRow>(
                $"""
                update conferences set claimed_by = @Claimant where id in
                (
                    select id from conferences
                    where condemned_at is not null and gone_at is null and due_at <= @Now
                        and ({Alive.Unclaimed} or (claimed_by = @Claimant and id <> all(@InHand))) and @Claimant in {Alive.Nodes}
                    order by due_at, id limit @Limit for update skip locked
                )
                returning {LedgerRow.Columns}
                """,
                new { Claimant = claimant.Value, InHand = inHand.Select(id => id.ToString()).ToArray(), Now = now.UtcTicks, Limit = limit }),
            cancellationToken);
        return [.. due.OrderBy(row => row.DueAt).ThenBy(row => row.Id, StringComparer.Ordinal).Select(row => row.ToEntry())];
    }

    public Task ReleaseAsync(LedgerId id, NodeId claimant, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ExecuteAsync(
            "update conferences set claimed_by = null where id = @Id and claimed_by = @Claimant",
            new { Id = id.ToString(), Claimant = claimant.Value }),
        cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.AskAsync(
        async session => Ticks.ToMoment(await session.ScalarAsync<long?>(
            "select min(due_at) from conferences where condemned_at is not null and gone_at is null and due_at > @Now",
            new { Now = now.UtcTicks })),
        cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> StuckAsync(int failures, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<LedgerEntry>>(
            async session =>
            [..
                from row in await session.QueryAsync<LedgerRow>(
                    $"""
                    select {LedgerRow.Columns} from conferences
                    where condemned_at is not null and gone_at is null and failures >= @Failures order by due_at, id
                    """,
                    new { Failures = failures })
                select row.ToEntry()
            ],
            cancellationToken);

    public Task RecordAsync(Orphan orphan, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ExecuteAsync(
            """
            insert into orphans (conference, ledger, why, found_at, removed_at, trouble)
            values (@Conference, @Ledger, @Why, @FoundAt, @RemovedAt, @Trouble)
            on conflict (conference, found_at) do update set
                ledger = excluded.ledger, why = excluded.why, removed_at = excluded.removed_at, trouble = excluded.trouble
            """,
            OrphanRow.Of(orphan)),
        cancellationToken);

    public Task<IReadOnlyList<Orphan>> OrphansAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<Orphan>>(
            async session =>
            [..
                from row in await session.QueryAsync<OrphanRow>(
                    $"select {OrphanRow.Columns} from orphans where found_at >= @Since order by found_at desc, conference",
                    new { Since = since.UtcTicks })
                select row.ToOrphan()
            ],
            cancellationToken);

    public Task<int> LimitReachedAsync(
        LedgerId refused, DateTimeOffset until, DateTimeOffset untilWhenAlone, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var others = await session.ScalarAsync<int>(LedgerStatements.Others, new { Refused = refused.ToString() });
            await session.ExecuteAsync(
                LedgerStatements.LimitReached,
                new { Refused = refused.ToString(), Others = others, Until = (others > 0 ? until : untilWhenAlone).UtcTicks });
            return others;
        },
        cancellationToken);

    public Task ForgetAsync(DateTimeOffset goneBefore, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ExecuteAsync("delete from conferences where gone_at < @Before", new { Before = goneBefore.UtcTicks }), cancellationToken);

    /// <summary>The operator may be offered again, once a roster was read that began later.</summary>
    private static Task<int> FreeAsync(PostgresSession session, LedgerRow row) => session.ExecuteAsync(
        """
        insert into operators as known (id, freed_at) values (@Operator, @GoneAt)
        on conflict (id) do update set freed_at = greatest(known.freed_at, excluded.freed_at)
        """,
        new { row.Operator, row.GoneAt });

    private Task<LedgerEntry?> EntryAsync(string sql, object parameters, CancellationToken cancellationToken) => database.AskAsync(
        async session => (await session.FirstAsync<LedgerRow>(sql, parameters))?.ToEntry(), cancellationToken);
}
