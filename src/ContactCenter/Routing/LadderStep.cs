namespace ContactCenter.Routing;

/// <summary>From so long a wait on no more than this level of each skill is asked for; 0: anybody will do.</summary>
/// <param name="After">Counted from the call's arrival, whatever happened to it since.</param>
public sealed record LadderStep(TimeSpan After, int AtMost);
