using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using Dapper;

namespace ContactCenter.Storage.Sqlite;

/// <summary>
/// The nodes of a file: one process has it, so a node is alive from its entry to its end, has every role, and nobody needs to
/// be told anything. Those of earlier processes were forgotten when the file was opened.
/// </summary>
internal sealed class SqliteNodes(SqliteDatabase database, TimeProvider clock) : INodeRegistry, INodeSignals, IRosterShare
{
    /// <summary>Never: whatever this process says, it says to itself.</summary>
    public event Action<NodeSignal>? Received
    {
        add { }
        remove { }
    }

    public TimeSpan Lease => Timeout.InfiniteTimeSpan;

    public async Task<IReadOnlyList<NodeSight>> EnterAsync(NodeId id, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            connection => connection.Execute("insert into nodes (id) values (@Id) on conflict do nothing", new { Id = id.Value }), cancellationToken);
        return [new NodeSight(id, clock.GetUtcNow(), IsAlive: true)];
    }

    public async Task<IReadOnlyList<NodeSight>?> RenewAsync(NodeId id, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            connection => connection.ExecuteScalar<bool>("select exists (select 1 from nodes where id = @Id)", new { Id = id.Value }), cancellationToken)
            ? [new NodeSight(id, clock.GetUtcNow(), IsAlive: true)]
            : null;

    public Task LeaveAsync(NodeId id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from nodes where id = @Id", new { Id = id.Value }), cancellationToken);

    public Task ForgetAsync(NodeId id, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> TakeRoleAsync(string role, NodeId id, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SendAsync(NodeSignal signal, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task PublishAsync(string group, RosterWatch watch, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<RosterWatch?> ReadAsync(string group, CancellationToken cancellationToken) => Task.FromResult<RosterWatch?>(null);
}
