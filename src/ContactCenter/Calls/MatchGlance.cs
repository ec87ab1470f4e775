using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>A match that only wants to know what a match would: it is over before it begins.</summary>
internal sealed class MatchGlance(Roster roster, IReadOnlyList<QueueSettings> queues) : IMatch
{
    /// <summary>What was told.</summary>
    public MatchFacts Facts { get; private set; } = new([], default, null, new Dictionary<string, OperatorId>());

    public Roster Roster => roster;

    public IReadOnlyList<QueueSettings> Queues => queues;

    public IReadOnlyList<OperatorId> Operators { get; } = [.. FreeOperators.SignedIn(roster).Select(one => one.Id)];

    public bool CountsRecentCalls => false;

    public bool IsLimited => false;

    public bool Begin(MatchFacts facts)
    {
        Facts = facts;
        return false;
    }

    public IReadOnlyList<WaitingSearch> Searches(IReadOnlyList<WaitingKind> kinds) => [];

    public IReadOnlyList<MatchedCall> Choose(IReadOnlyList<Call> waiting) => [];
}
