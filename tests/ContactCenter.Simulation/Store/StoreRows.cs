using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Simulation.Store;

/// <summary>A call as the store keeps it.</summary>
internal sealed class CallRow(long seq, Call call, DateTimeOffset dueAt)
{
    public long Seq { get; } = seq;
    public Call Call { get; set; } = call;

    /// <summary>Null: it has ended.</summary>
    public DateTimeOffset? DueAt { get; set; } = dueAt;
    public NodeId? ClaimedBy { get; set; }
    public List<RecordedEvent> Events { get; } = [];

    public bool IsLive => DueAt is not null;
}

/// <summary>A conference as the ledger keeps it.</summary>
internal sealed class LedgerRow(LedgerEntry entry)
{
    public LedgerEntry Entry { get; set; } = entry;
    public NodeId? ClaimedBy { get; set; }
}

/// <summary>What the store knows of an operator.</summary>
internal sealed class OperatorRow
{
    public DateTimeOffset? IdleSince { get; set; }
    public DateTimeOffset? FreedAt { get; set; }
    public DateTimeOffset? RestingUntil { get; set; }
}

/// <summary>A node's lease, by the store's clock.</summary>
internal sealed class NodeRow(NodeId id)
{
    public NodeId Id { get; } = id;
    public DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset Until { get; set; }
}
