using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>What matching needs to know of a call that waits.</summary>
/// <param name="Key">The call's name; opaque here.</param>
/// <param name="Skip">The operator who was asked last and did not answer.</param>
/// <param name="SkipUntil">From when that operator may be asked again even if nobody else is free.</param>
public sealed record WaitingCall(string Key, string Strategy, OperatorId? Skip, DateTimeOffset? SkipUntil);
