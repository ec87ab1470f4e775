using ContactCenter.Operators;

namespace ContactCenter.Storage.Postgres;

/// <summary>What the reader of each group has seen, a row for each group.</summary>
internal sealed class PostgresRosterShare(PostgresDatabase database) : IRosterShare
{
    public Task PublishAsync(string group, RosterWatch watch, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ExecuteAsync(
            """
            insert into rosters (group_name, watch) values (@Group, @Watch)
            on conflict (group_name) do update set watch = excluded.watch
            """,
            new { Group = group, Watch = StoredJson.Write(watch) }),
        cancellationToken);

    public async Task<RosterWatch?> ReadAsync(string group, CancellationToken cancellationToken) =>
        await database.AskAsync(
            session => session.FirstAsync<string>("select watch from rosters where group_name = @Group", new { Group = group }), cancellationToken)
            is { } watch
            ? StoredJson.Read<RosterWatch>(watch)
            : null;
}
