namespace ContactCenter.Hosting.Nodes;

/// <summary>Hints from one node to all: only what has changed, never how. A lost hint costs time and nothing else.</summary>
internal interface INodeSignals
{
    /// <summary>Told on any thread; the own signals come back too.</summary>
    event Action<NodeSignal>? Received;

    /// <summary>Tells every node. That a call has changed is told by the store itself, with the commit.</summary>
    Task SendAsync(NodeSignal signal, CancellationToken cancellationToken);
}

/// <param name="Key">A call's id, or a group's name.</param>
internal readonly record struct NodeSignal(NodeSignalKind Kind, string Key);

internal enum NodeSignalKind
{
    /// <summary>This call has changed.</summary>
    Call,

    /// <summary>The roster of this group was read anew.</summary>
    RosterRead,

    /// <summary>Somebody waits for this group: its roster is worth reading now.</summary>
    RosterWanted,
}
