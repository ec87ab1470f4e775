namespace ContactCenter.Hosting.Nodes;

/// <summary>
/// One membership of one process among those that share the store: from its entry until it leaves or is given up for dead.
/// It never comes back; a process that was believed dead enters as another.
/// </summary>
public readonly record struct NodeId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>What the store knows of a node.</summary>
/// <param name="SeenAt">Its last sign of life, by the store's clock.</param>
/// <param name="IsAlive">False once its lease is over: whatever it had in hand may be taken over.</param>
public sealed record NodeSight(NodeId Id, DateTimeOffset SeenAt, bool IsAlive);
