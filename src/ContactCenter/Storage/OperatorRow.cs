using ContactCenter.Operators;

namespace ContactCenter.Storage;

/// <summary>What is known of an operator as the row of <see cref="OperatorStatements.Facts"/>.</summary>
internal sealed record OperatorRow
{
    public string Id { get; init; } = "";
    public long? IdleSince { get; init; }
    public long? FreedAt { get; init; }
    public long? RestingUntil { get; init; }
    public long? CoolingUntil { get; init; }
    public long? WrapUpUntil { get; init; }
    public bool WrapUpEndsWhenReady { get; init; }
    public long? PausedAt { get; init; }
    public string? PauseReason { get; init; }
    public bool PausedAutomatically { get; init; }
    public int MissedInRow { get; init; }
    public bool IsTaken { get; init; }
    public bool IsCondemned { get; init; }
    public bool IsAnswered { get; init; }
    public int RecentCalls { get; init; }
    public bool IsAwaited { get; init; }

    public OperatorFacts ToFacts() => new(new OperatorId(Id))
    {
        IdleSince = Ticks.ToMoment(IdleSince),
        FreedAt = Ticks.ToMoment(FreedAt),
        RestingUntil = Ticks.ToMoment(RestingUntil),
        CoolingUntil = Ticks.ToMoment(CoolingUntil),
        WrapUpUntil = Ticks.ToMoment(WrapUpUntil),
        WrapUpEndsWhenReady = WrapUpEndsWhenReady,
        Pause = Ticks.ToMoment(PausedAt) is { } since ? new OperatorPause(since, PauseReason ?? "", PausedAutomatically) : null,
        MissedInRow = MissedInRow,
        Engagement = this switch
        {
            { IsTaken: false } => Engagement.None,
            { IsCondemned: true } => Engagement.Leaving,
            { IsAnswered: true } => Engagement.Talking,
            _ => Engagement.Ringing,
        },
        RecentCalls = RecentCalls,
        IsAwaited = IsAwaited,
    };
}
