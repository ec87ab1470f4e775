using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>An operator who is free at the moment of matching.</summary>
/// <param name="IdleSince">End of the last conversation or missed ring; null for somebody who had none yet.</param>
public sealed record Candidate(OperatorId Id, string Name, DateTimeOffset? IdleSince)
{
    /// <summary>Conversations within the last hour; a newcomer's as <see cref="NewcomerLevel"/> counts them. 0 where nobody asked.</summary>
    public int RecentCalls { get; init; }

    /// <summary>What the operator can do, by skill's name, with levels.</summary>
    public IReadOnlyDictionary<string, int> Skills { get; init; } = NoSkills.Instance;

    /// <summary>Whether any call is held for the operator.</summary>
    public bool IsAwaited { get; init; }
}
