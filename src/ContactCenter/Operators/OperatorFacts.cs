namespace ContactCenter.Operators;

/// <summary>What the store knows of an operator, beside what TrueConf Server says.</summary>
public sealed record OperatorFacts(OperatorId Id)
{
    /// <summary>How far back <see cref="RecentCalls"/> go.</summary>
    public static readonly TimeSpan Recently = TimeSpan.FromHours(1);

    /// <summary>End of the last conversation, of the wrap-up after it, or of the last missed ring; null for somebody who had none yet.</summary>
    public DateTimeOffset? IdleSince { get; init; }

    /// <summary>When the last conference was gone: what a roster says that was read before is of no use.</summary>
    public DateTimeOffset? FreedAt { get; init; }

    /// <summary>Not offered before, without blame.</summary>
    public DateTimeOffset? RestingUntil { get; init; }

    /// <summary>Not offered before, after a missed ring.</summary>
    public DateTimeOffset? CoolingUntil { get; init; }

    /// <summary>Not offered before: the wrap-up after a conversation.</summary>
    public DateTimeOffset? WrapUpUntil { get; init; }

    /// <summary>Whether "ready" ends the wrap-up before its time.</summary>
    public bool WrapUpEndsWhenReady { get; init; }

    public OperatorPause? Pause { get; init; }

    /// <summary>Rings missed since the last answer.</summary>
    public int MissedInRow { get; init; }

    /// <summary>A conference of ours that is not gone takes the operator.</summary>
    public Engagement Engagement { get; init; }

    /// <summary>Conversations that began within the last hour (<see cref="Recently"/>); 0 where nobody asked.</summary>
    public int RecentCalls { get; init; }

    /// <summary>Whether any call is held for the operator, in whichever queue.</summary>
    public bool IsAwaited { get; init; }
}

/// <summary>No calls, please.</summary>
/// <param name="Reason">In the operator's or a supervisor's words; <see cref="MissedRings"/> when the product paused them.</param>
/// <param name="IsAutomatic">After too many missed rings; it ends too when the operator signs out and in again.</param>
public sealed record OperatorPause(DateTimeOffset Since, string Reason, bool IsAutomatic)
{
    public const string MissedRings = "missed-rings";
}

/// <summary>What a conference of ours means for its operator.</summary>
public enum Engagement
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It rings, or is about to.</summary>
    Ringing,

    /// <summary>The operator is in a conversation.</summary>
    Talking,

    /// <summary>It is over and being removed; the device may still ring.</summary>
    Leaving,
}
