using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Storage;

/// <summary>A match whose choice is made by a function, of the first calls of all kinds and those who are free.</summary>
internal sealed class ChosenMatch(
    Roster roster,
    IReadOnlyList<QueueSettings> queues,
    Func<IReadOnlyList<Call>, IReadOnlyList<Candidate>, IReadOnlyList<CallChange>> choose,
    DateTimeOffset now) : IMatch
{
    private List<Candidate> _free = [];

    public Roster Roster => roster;

    public IReadOnlyList<QueueSettings> Queues => queues;

    public IReadOnlyList<OperatorId> Operators => [.. roster.Operators.Where(one => one.Presence != Presence.Offline).Select(one => one.Id)];

    public bool CountsRecentCalls => false;

    public bool IsLimited => false;

    public bool Begin(MatchFacts facts)
    {
        var known = facts.Operators.ToDictionary(one => one.Id);
        _free =
        [
            .. from one in roster.Available
               let mine = known[one.Id]
               where AvailabilityRules.Of(one.Presence, mine, roster.ReadAt, now) == Availability.Free
               select new Candidate(one.Id, one.Name, mine.IdleSince),
        ];
        return _free.Count > 0;
    }

    public IReadOnlyList<WaitingSearch> Searches(IReadOnlyList<WaitingKind> kinds) =>
    [
        .. from kind in kinds
           let queue = queues.First(one => one.Name == kind.Queue)
           select new WaitingSearch(kind.Queue, _free.Count)
           {
               Kind = kind,
               Operators = [.. _free.Select(one => one.Id)],
               MissedAfter = now - queue.RetryDelay,
           },
    ];

    public IReadOnlyList<MatchedCall> Choose(IReadOnlyList<Call> waiting) =>
    [
        .. from change in choose([.. waiting.Take(_free.Count)], _free)
           let offer = change.After.Offers[^1]
           select new MatchedCall(change, DecisionOf(change, offer)),
    ];

    private Decision DecisionOf(CallChange change, Offer offer) => new(
        change.After.Id.ToString(), change.After.Queue, roster.Group.Value, now, offer.Operator, "", ChoiceReason.Strategy, [], [], Others: 0);
}

internal static class ChosenMatchExtensions
{
    public static Task<IReadOnlyList<CallChange>> MatchAsync(
        this ICallStore store,
        Roster roster,
        IReadOnlyList<QueueSettings> queues,
        Func<IReadOnlyList<Call>, IReadOnlyList<Candidate>, IReadOnlyList<CallChange>> choose,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        store.MatchAsync(new ChosenMatch(roster, queues, choose, now), now, cancellationToken);
}
