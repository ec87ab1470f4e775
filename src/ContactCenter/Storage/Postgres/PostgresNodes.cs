using ContactCenter.Hosting.Nodes;
using Microsoft.Extensions.Options;

namespace ContactCenter.Storage.Postgres;

/// <summary>The nodes that share the database: a row for each, whose lease is set and compared by the database's clock alone.</summary>
internal sealed class PostgresNodes(PostgresDatabase database, PostgresClock clock, IOptions<StorageOptions> options) : INodeRegistry
{
    public TimeSpan Lease { get; } = options.Value.Lease;

    public async Task<IReadOnlyList<NodeSight>> EnterAsync(NodeId id, CancellationToken cancellationToken)
    {
        await clock.MeasureAsync(cancellationToken);
        return await database.AskVitallyAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into nodes (id, entered_at, seen_at, alive_until)
                    values (@Id, clock_timestamp(), clock_timestamp(), clock_timestamp() + make_interval(secs => @Lease))
                    on conflict do nothing
                    """,
                    Mine(id));
                return await SightsAsync(session);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<NodeSight>?> RenewAsync(NodeId id, CancellationToken cancellationToken)
    {
        var sights = await database.AskVitallyAsync(
            async session => await session.ExecuteAsync(
                """
                update nodes set seen_at = clock_timestamp(), alive_until = clock_timestamp() + make_interval(secs => @Lease)
                where id = @Id and alive_until > clock_timestamp()
                """,
                Mine(id)) == 1
                ? await SightsAsync(session)
                : null,
            cancellationToken);
        await clock.MeasureAsync(cancellationToken);
        return sights;
    }

    /// <summary>The row stays until somebody has seen to what the node leaves behind.</summary>
    public Task LeaveAsync(NodeId id, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ExecuteAsync(
            """
            update nodes set seen_at = now.moment, alive_until = now.moment from (select clock_timestamp() as moment) as now
            where id = @Id and alive_until > now.moment
            """,
            Mine(id)),
        cancellationToken);

    public Task ForgetAsync(NodeId id, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ExecuteAsync("delete from nodes where id = @Id and alive_until <= clock_timestamp()", Mine(id)), cancellationToken);

    public Task<bool> TakeRoleAsync(string role, NodeId id, CancellationToken cancellationToken) => database.AskAsync(
        async session =>
        {
            // Mostly somebody has it: nothing needs to be written then.
            var holder = await session.FirstAsync<string>(
                $"select node from roles where role = @Role and node in {Alive.Nodes}", new { Role = role });
            return holder is not null ? holder == id.Value : await session.ExecuteAsync(
                $"""
                insert into roles as held (role, node) select @Role, @Id where @Id in {Alive.Nodes}
                on conflict (role) do update set node = excluded.node where held.node not in {Alive.Nodes}
                """,
                new { Role = role, Id = id.Value }) == 1;
        },
        cancellationToken);

    private static async Task<IReadOnlyList<NodeSight>> SightsAsync(PostgresSession session) =>
    [..
        from row in await session.QueryAsync<NodeRow>(
            "select id, seen_at as SeenAt, alive_until > clock_timestamp() as IsAlive from nodes order by entered_at, id")
        select new NodeSight(new NodeId(row.Id), new DateTimeOffset(row.SeenAt), row.IsAlive)
    ];

    private object Mine(NodeId id) => new { Id = id.Value, Lease = Lease.TotalSeconds };

    private sealed record NodeRow
    {
        public string Id { get; init; } = "";
        public DateTime SeenAt { get; init; }
        public bool IsAlive { get; init; }
    }
}
