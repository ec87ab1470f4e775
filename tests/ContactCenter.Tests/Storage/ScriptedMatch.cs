using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Storage;

/// <summary>A match that does as it is told, and remembers what the store told it.</summary>
internal sealed class ScriptedMatch(Roster roster, params QueueSettings[] queues) : IMatch
{
    public Func<MatchFacts, bool> Begins { get; init; } = _ => true;

    public Func<IReadOnlyList<WaitingKind>, IReadOnlyList<WaitingSearch>> Looks { get; init; } =
        kinds => [.. kinds.Select(kind => new WaitingSearch(kind.Queue, 10) { Kind = kind })];

    public Func<IReadOnlyList<Call>, IReadOnlyList<MatchedCall>> Chooses { get; init; } = _ => [];

    public Roster Roster => roster;

    public IReadOnlyList<QueueSettings> Queues => queues;

    public IReadOnlyList<OperatorId> Operators => [.. roster.Operators.Select(one => one.Id)];

    public bool CountsRecentCalls { get; init; }

    public bool IsLimited { get; init; }

    public MatchFacts? Facts { get; private set; }

    public IReadOnlyList<WaitingKind> Kinds { get; private set; } = [];

    public IReadOnlyList<Call> Found { get; private set; } = [];

    public bool Begin(MatchFacts facts)
    {
        Facts = facts;
        return Begins(facts);
    }

    public IReadOnlyList<WaitingSearch> Searches(IReadOnlyList<WaitingKind> kinds)
    {
        Kinds = kinds;
        return Looks(kinds);
    }

    public IReadOnlyList<MatchedCall> Choose(IReadOnlyList<Call> waiting)
    {
        Found = waiting;
        return Chooses(waiting);
    }

    /// <summary>The change of an offer, and why.</summary>
    public static MatchedCall Matched(CallChange change) => new(
        change,
        new Decision(
            change.After.Id.ToString(),
            change.After.Queue,
            "1",
            change.At,
            change.After.Offers[^1].Operator,
            RoutingStrategies.LongestIdle,
            ChoiceReason.Strategy,
            [new Considered(change.After.Offers[^1].Operator, 0, "idle")],
            [new Excluded(new OperatorId("zoe"), "Paused")],
            Others: 3));
}
