namespace ContactCenter.Hosting.Nodes;

/// <summary>The nodes that share the store. Whoever is alive here may work; leases run by the store's clock alone.</summary>
internal interface INodeRegistry
{
    /// <summary>
    /// How long a node counts as alive after a sign of life; infinite where this process has the store to itself, and
    /// nobody could take over from it.
    /// </summary>
    TimeSpan Lease { get; }

    /// <summary>Enters a node, alive for one lease from now. Returns every node there is, this one among them.</summary>
    Task<IReadOnlyList<NodeSight>> EnterAsync(NodeId id, CancellationToken cancellationToken);

    /// <summary>
    /// Another lease from now, and every node there is; null when the last lease was over already: then the node is dead,
    /// and the process has to enter as another.
    /// </summary>
    Task<IReadOnlyList<NodeSight>?> RenewAsync(NodeId id, CancellationToken cancellationToken);

    /// <summary>The node is no longer alive; what it had in hand is anybody's at once.</summary>
    Task LeaveAsync(NodeId id, CancellationToken cancellationToken);

    /// <summary>Forgets a dead node, when nothing is left to be done for it.</summary>
    Task ForgetAsync(NodeId id, CancellationToken cancellationToken);

    /// <summary>Whether the node has this role: it keeps it while it is alive, and gets it when nobody alive has it.</summary>
    Task<bool> TakeRoleAsync(string role, NodeId id, CancellationToken cancellationToken);
}
