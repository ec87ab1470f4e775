using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Store;

/// <summary>What nodes know of each other through the store, and what never changes in it.</summary>
internal sealed class NodesLine(StoreLine line, Process process) : INodeRegistry, INodeSignals, IRosterShare, IInstallation, ICallSecret
{
    public static readonly InstallationId Ours = new("ours");

    public event Action<NodeSignal>? Received;

    public TimeSpan Lease => State.Lease;

    private StoreState State => line.State;

    public void Hear(NodeSignal signal) => Received?.Invoke(signal);

    public Task<IReadOnlyList<NodeSight>> EnterAsync(NodeId id, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            State.Nodes.TryAdd(id, new NodeRow(id));
            line.Store.Laws.Claims.Entered(id, process);
            Renew(State.Nodes[id]);
            return Sights();
        },
        cancellationToken);

    public Task<IReadOnlyList<NodeSight>?> RenewAsync(NodeId id, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            if (!State.IsAlive(id))
            {
                return null;
            }

            Renew(State.Nodes[id]);
            return Sights();
        },
        cancellationToken);

    public Task LeaveAsync(NodeId id, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            if (State.IsEmbedded)
            {
                State.Nodes.Remove(id);
            }
            else if (State.Nodes.TryGetValue(id, out var node) && node.Until > State.Now)
            {
                (node.SeenAt, node.Until) = (State.Now, State.Now);
            }
        },
        cancellationToken);

    public Task ForgetAsync(NodeId id, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            if (!State.IsAlive(id))
            {
                State.Nodes.Remove(id);
            }
        },
        cancellationToken);

    public Task<bool> TakeRoleAsync(string role, NodeId id, CancellationToken cancellationToken) => State.IsEmbedded
        ? Task.FromResult(true)
        : line.DoAsync(
            () =>
            {
                if (!State.IsAlive(id) || (State.Roles.TryGetValue(role, out var holder) && holder != id && State.IsAlive(holder)))
                {
                    return false;
                }

                State.Roles[role] = id;
                return true;
            },
            cancellationToken);

    public Task SendAsync(NodeSignal signal, CancellationToken cancellationToken) =>
        State.IsEmbedded ? Task.CompletedTask : line.DoAsync(() => line.Store.Tell(signal), cancellationToken);

    public Task PublishAsync(string group, RosterWatch watch, CancellationToken cancellationToken)
    {
        line.Store.Laws.Returns.Read(group, watch);
        return State.IsEmbedded ? Task.CompletedTask : line.DoAsync(() => State.Rosters[group] = watch, cancellationToken);
    }

    public Task<RosterWatch?> ReadAsync(string group, CancellationToken cancellationToken) => State.IsEmbedded
        ? Task.FromResult<RosterWatch?>(null)
        : line.DoAsync(() => State.Rosters.GetValueOrDefault(group), cancellationToken);

    public Task<InstallationId> IdAsync(CancellationToken cancellationToken) => Task.FromResult(Ours);

    public Task<byte[]> KeyAsync(CancellationToken cancellationToken) => Task.FromResult(new byte[32]);

    private void Renew(NodeRow node) => (node.SeenAt, node.Until) = (State.Now, State.IsEmbedded ? DateTimeOffset.MaxValue : State.Now + Lease);

    private IReadOnlyList<NodeSight> Sights() => [.. State.Nodes.Values.Select(node => new NodeSight(node.Id, node.SeenAt, State.IsAlive(node.Id)))];
}
