using ContactCenter.Operators;

namespace ContactCenter.Calls;

/// <summary>What the end of a ring or of a conversation means for its operator's time.</summary>
/// <param name="IdleSince">From when on the operator counts as idle: the end of the wrap-up, if there is one.</param>
internal sealed record OperatorMark(OperatorId Operator, DateTimeOffset IdleSince)
{
    public DateTimeOffset? WrapUpUntil { get; init; }
    public bool WrapUpEndsWhenReady { get; init; }

    /// <summary>After a missed ring: not rung before.</summary>
    public DateTimeOffset? CoolingUntil { get; init; }

    /// <summary>Whether a ring was missed: one more in a row.</summary>
    public bool IsMissed { get; init; }

    /// <summary>So many missed in a row pause the operator; 0: never.</summary>
    public int PauseAfterMissed { get; init; }
}
