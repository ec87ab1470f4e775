using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>One match of one operator group: what it needs to know of the store, and what it decides. Pure.</summary>
/// <remarks>
/// The store asks it inside one transaction, in the order of the members. So no decision is made upon anything that has
/// changed meanwhile, and no more is read than matters: waiting calls are read by kind, as many of each as operators are free.
/// A store may ask <see cref="Begin"/> and <see cref="Searches"/> before, outside the transaction, to see whether it is
/// worthwhile; then it begins anew.
/// </remarks>
internal interface IMatch
{
    Roster Roster { get; }

    /// <summary>The queues of the group.</summary>
    IReadOnlyList<QueueSettings> Queues { get; }

    /// <summary>Whose facts it needs: everybody in the roster who is signed in.</summary>
    IReadOnlyList<OperatorId> Operators { get; }

    /// <summary>Whether <see cref="OperatorFacts.RecentCalls"/> are needed, which cost a search each.</summary>
    bool CountsRecentCalls { get; }

    /// <summary>Whether any conference limit holds, also one that was told as it began: then matches of all groups take turns.</summary>
    bool IsLimited { get; }

    /// <summary>False: nobody can be offered anything; the match is over.</summary>
    bool Begin(MatchFacts facts);

    /// <summary>Which calls are worth reading, given the kinds of those that want an operator and are held for nobody.</summary>
    IReadOnlyList<WaitingSearch> Searches(IReadOnlyList<WaitingKind> kinds);

    /// <summary>Who is offered to which call, in the order in which it is to be written.</summary>
    /// <param name="waiting">What the searches found, each call once, equal ones by the store's sequence.</param>
    IReadOnlyList<MatchedCall> Choose(IReadOnlyList<Call> waiting);
}

/// <summary>What a match knows beside its roster.</summary>
/// <param name="Operators">Of those asked for, in any order.</param>
/// <param name="Conferences">Those of ours that are not gone, of all groups.</param>
/// <param name="Learnt">How many there may be at once, as the server's last refusal has taught; null when it has refused none.</param>
/// <param name="Cursors">Who was offered last in each of the queues.</param>
internal sealed record MatchFacts(
    IReadOnlyList<OperatorFacts> Operators, ConferenceCount Conferences, LearntLimit? Learnt, IReadOnlyDictionary<string, OperatorId> Cursors);

/// <summary>Conferences of ours, of all groups.</summary>
/// <param name="NotGone">How many are not known to be gone.</param>
/// <param name="Running">How many of these the server runs.</param>
/// <param name="Starting">How many of these it may be about to run: nobody has given them up.</param>
/// <param name="Leaving">How many of these it has run that are being removed: they may run still.</param>
internal readonly record struct ConferenceCount(int NotGone, int Running, int Starting, int Leaving);

/// <summary>So many conferences there may be at once, until then; afterwards nobody knows.</summary>
internal sealed record LearntLimit(int Most, DateTimeOffset Until);

/// <summary>Waiting calls that differ in nothing but their place in the order: the same queue and the same <see cref="Call.Kind"/>.</summary>
/// <param name="IsRinging">Whether they ring already and may ring at one more operator.</param>
internal sealed record WaitingKind(string Queue, string Kind, bool IsRinging);

/// <summary>
/// The first <see cref="Limit"/> calls, in order, that want an operator, and are of one kind and held for nobody, or of one
/// queue and held for a certain operator.
/// </summary>
internal sealed record WaitingSearch(string Queue, int Limit)
{
    /// <summary>Exactly one of these two is there.</summary>
    public WaitingKind? Kind { get; init; }

    /// <summary>Calls held for this operator.</summary>
    public OperatorId? HeldFor { get; init; }

    /// <summary>Only calls that arrived by then; null: any.</summary>
    public DateTimeOffset? ArrivedBy { get; init; }

    /// <summary>Only calls whose longest wait is not over by then: the others are about to be ended, and nobody is asked for them.</summary>
    public DateTimeOffset GiveUpAfter { get; init; }

    /// <summary>
    /// The free operators who may take calls of this kind. A call that one of them missed after <see cref="MissedAfter"/> is
    /// passed over when it is the only one of them, and otherwise read beside the others, of which there are <see cref="Limit"/> still.
    /// </summary>
    public IReadOnlyList<OperatorId> Operators { get; init; } = [];

    public DateTimeOffset MissedAfter { get; init; }
}

/// <summary>An operator for a call, and why: written together or not at all.</summary>
internal sealed record MatchedCall(CallChange Change, Decision Decision);
