using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;

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
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The server runs it, as far as is known.</summary>
    public bool Started { get; set; }
    public NodeId? ClaimedBy { get; set; }
}

/// <summary>What the store knows of an operator.</summary>
internal sealed class OperatorRow
{
    public DateTimeOffset? IdleSince { get; set; }
    public DateTimeOffset? FreedAt { get; set; }
    public DateTimeOffset? RestingUntil { get; set; }
    public DateTimeOffset? CoolingUntil { get; set; }
    public DateTimeOffset? WrapUpUntil { get; set; }
    public bool WrapUpEndsWhenReady { get; set; }
    public OperatorPause? Pause { get; set; }
    public int MissedInRow { get; set; }

    public void Mark(OperatorMark mark, DateTimeOffset at)
    {
        IdleSince = mark.IdleSince;
        CoolingUntil = mark.CoolingUntil ?? CoolingUntil;
        if (mark.WrapUpUntil is { } until)
        {
            (WrapUpUntil, WrapUpEndsWhenReady) = (until, mark.WrapUpEndsWhenReady);
        }

        MissedInRow += mark.IsMissed ? 1 : 0;
        if (mark is { IsMissed: true, PauseAfterMissed: > 0 } && MissedInRow >= mark.PauseAfterMissed)
        {
            Pause ??= new OperatorPause(at, OperatorPause.MissedRings, IsAutomatic: true);
        }
    }
}

/// <summary>A node's lease, by the store's clock.</summary>
internal sealed class NodeRow(NodeId id)
{
    public NodeId Id { get; } = id;
    public DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset Until { get; set; }
}
