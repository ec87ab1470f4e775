using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>The ledger in a SQLite file.</summary>
internal sealed class SqliteConferenceLedger(SqliteDatabase database) : IConferenceLedger
{
    private const string _claimable =
        $"""
        select {LedgerRow.Columns} from conferences
        where condemned_at is not null and gone_at is null and due_at <= @Now
            and (claimed_by is null or claimed_by not in (select id from nodes) or (claimed_by = @Claimant and id not in @InHand))
        order by due_at, id limit @Limit
        """;

    public Task<LedgerEntry?> FindAsync(LedgerId id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.QuerySingleOrDefault<LedgerRow>(
            $"select {LedgerRow.Columns} from conferences where id = @Id", new { Id = id.ToString() })?.ToEntry(),
        cancellationToken);

    public Task<LedgerEntry?> FindAsync(ConferenceId conference, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.QueryFirstOrDefault<LedgerRow>(
            $"select {LedgerRow.Columns} from conferences where conference = @Id order by intended_at desc, id desc limit 1",
            new { Id = conference.Value })?.ToEntry(),
        cancellationToken);

    public Task<bool> SaveAsync(LedgerEntry entry, NodeId? claimant, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            var row = LedgerRow.Of(entry);
            var parameters = new DynamicParameters(row);
            parameters.Add("Claimant", claimant?.Value);
            var saved = connection.Execute(
                """
                update conferences set
                    conference = @Conference, condemned_at = @CondemnedAt, stopped_at = @StoppedAt, gone_at = @GoneAt,
                    due_at = @DueAt, failures = @Failures, trouble = @Trouble, version = version + 1
                where id = @Id and version = @Version
                    and (@Claimant is null or (claimed_by = @Claimant and claimed_by in (select id from nodes)))
                """,
                parameters) == 1;
            if (saved && row.GoneAt is not null)
            {
                Free(connection, row);
            }

            return saved;
        },
        cancellationToken);

    public Task<LedgerEntry?> BeginAsync(LedgerId id, NodeId claimant, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var begin = new { Id = id.ToString(), Claimant = claimant.Value, Now = now.UtcTicks };
                var before = connection.QuerySingleOrDefault<LedgerRow>(
                    $"""
                    select {LedgerRow.Columns} from conferences
                    where id = @Id and condemned_at is null and gone_at is null
                        and (claimed_by is null or claimed_by = @Claimant or claimed_by not in (select id from nodes))
                    """,
                    begin);
                if (before is not null)
                {
                    connection.Execute("update conferences set claimed_by = @Claimant, begun_at = coalesce(begun_at, @Now) where id = @Id", begin);
                }

                return before?.ToEntry();
            },
            cancellationToken);

    public async Task<IReadOnlyList<LedgerEntry>> ClaimDueAsync(
        NodeId claimant, IReadOnlyCollection<LedgerId> inHand, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var search = new { Claimant = claimant.Value, InHand = inHand.Select(id => id.ToString()), Now = now.UtcTicks, Limit = limit };
        return await database.ReadAsync(connection => connection.ExecuteScalar<bool>($"select exists ({_claimable})", search), cancellationToken)
            ? await database.WriteAsync<IReadOnlyList<LedgerEntry>>(
                connection =>
                {
                    var due = connection.Query<LedgerRow>(_claimable, search).ToList();
                    connection.Execute(
                        "update conferences set claimed_by = @Claimant where id in @Ids", new { search.Claimant, Ids = due.Select(row => row.Id) });
                    return [.. due.Select(row => row.ToEntry())];
                },
                cancellationToken)
            : [];
    }

    public Task ReleaseAsync(LedgerId id, NodeId claimant, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "update conferences set claimed_by = null where id = @Id and claimed_by = @Claimant",
            new { Id = id.ToString(), Claimant = claimant.Value }),
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

    public Task RecordAsync(Orphan orphan, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            insert or replace into orphans (conference, ledger, why, found_at, removed_at, trouble)
            values (@Conference, @Ledger, @Why, @FoundAt, @RemovedAt, @Trouble)
            """,
            OrphanRow.Of(orphan)),
        cancellationToken);

    public Task<IReadOnlyList<Orphan>> OrphansAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Orphan>>(
            connection =>
            [..
                connection.Query<OrphanRow>(
                    $"select {OrphanRow.Columns} from orphans where found_at >= @Since order by found_at desc, conference",
                    new { Since = since.UtcTicks }).Select(row => row.ToOrphan())
            ],
            cancellationToken);

    public Task<int> LimitReachedAsync(
        LedgerId refused, DateTimeOffset until, DateTimeOffset untilWhenAlone, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            var others = connection.ExecuteScalar<int>(LedgerStatements.Others, new { Refused = refused.ToString() });
            connection.Execute(
                LedgerStatements.LimitReached,
                new { Refused = refused.ToString(), Others = others, Until = (others > 0 ? until : untilWhenAlone).UtcTicks });
            return others;
        },
        cancellationToken);

    public Task ForgetAsync(DateTimeOffset goneBefore, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from conferences where gone_at < @Before", new { Before = goneBefore.UtcTicks }),
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
