using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>What matching needs to know of a call that waits, or rings and may ring at one more.</summary>
/// <param name="Key">The call's name; opaque here.</param>
/// <param name="Strategy">That of its queue.</param>
internal sealed record WaitingCall(string Key, string Queue, string Strategy, DateTimeOffset ArrivedAt)
{
    /// <summary>The smallest first; of equals the first given.</summary>
    public long Rank { get; init; }

    /// <summary>What it needs.</summary>
    public Ladder Ladder { get; init; } = Ladder.Flat;

    /// <summary>The operator who was asked last and did not answer.</summary>
    public OperatorId? Skip { get; init; }

    /// <summary>From when that operator may be asked again even if nobody else is free.</summary>
    public DateTimeOffset? SkipUntil { get; init; }

    /// <summary>Nobody else may have it.</summary>
    public OperatorId? HeldFor { get; init; }

    /// <summary>At how many operators it rings, or is about to.</summary>
    public int LiveOffers { get; init; }

    /// <summary>At how many it may ring.</summary>
    public int Width { get; init; } = 1;
}
