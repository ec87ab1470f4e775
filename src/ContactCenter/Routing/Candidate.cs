using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>An operator who is free at the moment of matching.</summary>
/// <param name="IdleSince">End of the last conversation or missed ring; null for somebody who had none yet.</param>
public sealed record Candidate(OperatorId Id, string Name, DateTimeOffset? IdleSince);
