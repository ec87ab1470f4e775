using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Where calls live. Every method is one transaction; what it returned as done survives a crash.</summary>
/// <remarks>Order among waiting calls is (<see cref="Call.Rank"/>, the store's own sequence), never an id.</remarks>
internal interface ICallStore
{
    /// <summary>
    /// Writes a new call with its first event (<c>waiting</c>, sequence 1), unless the key was used before or the queue
    /// holds <paramref name="queueLimit"/> waiting calls. A key is remembered while its call lives, ten minutes at most.
    /// </summary>
    /// <param name="queueLimit">Null: there is room enough, and nobody counts; so a call costs the same however many wait.</param>
    /// <param name="arrive">
    /// The call, and when it is due; asked when it is its turn to be written: so calls arrive in the order in which their
    /// guests are told so, and nobody gets in before one who waits already.
    /// </param>
    Task<Placement> PlaceAsync(
        Func<(Call Call, DateTimeOffset DueAt)> arrive, IdempotencyKey? key, int? queueLimit, CancellationToken cancellationToken);

    Task<Call?> FindAsync(CallId id, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the change: the call's row, its event, the ledger's intents and condemnations, what it means for the operators' time; or
    /// nothing, when the call's version is no longer <c>change.Before.Version</c>.
    /// </summary>
    /// <param name="claimant">
    /// Who found this out in a step: then it is written only while that node is alive and has the call in hand, and lets go
    /// of it when the call rests afterwards. Null for what a guest or matching does, whoever has the call in hand.
    /// </param>
    Task<Written> ApplyAsync(CallChange change, NodeId? claimant, CancellationToken cancellationToken);

    /// <summary>One match of one operator group, as <see cref="IMatch"/> says. Returns the changes that were written.</summary>
    Task<IReadOnlyList<CallChange>> MatchAsync(IMatch match, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whom the guest of this <see cref="Call.GuestKey"/> talked to last; null when nobody is known.</summary>
    Task<OperatorId?> LastOperatorAsync(string guestKey, CancellationToken cancellationToken);

    /// <summary>Waiting calls that are held for one of these, at most so many.</summary>
    Task<IReadOnlyList<CallId>> HeldForAsync(IReadOnlyCollection<OperatorId> operators, int limit, CancellationToken cancellationToken);

    /// <summary>The last conversations of these queues that have ended, the latest first: when each was answered, and ended.</summary>
    Task<IReadOnlyList<PastConversation>> ConversationsAsync(
        IReadOnlyList<string> queues, DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>Calls that arrived since then and have ended, in the order of their arrival, at most so many.</summary>
    Task<IReadOnlyList<Call>> EndedAsync(DateTimeOffset arrivedSince, int limit, CancellationToken cancellationToken);

    /// <summary>Calls of these queues in state waiting, all of them, in order, each with its queue.</summary>
    Task<IReadOnlyList<WaitingPlace>> LineAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken);

    /// <summary>The last sequence of each of these calls' feeds; a call that is not there is left out.</summary>
    Task<IReadOnlyDictionary<CallId, int>> LastSequencesAsync(IReadOnlyCollection<CallId> calls, CancellationToken cancellationToken);

    /// <summary>Decisions since then, the latest first; of one call when it is named.</summary>
    Task<IReadOnlyList<Decision>> DecisionsAsync(CallId? call, DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets decisions made before then, and all but the latest <paramref name="most"/>.</summary>
    Task ForgetDecisionsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);

    /// <summary>Keeps the operator from being offered until then, without blame: a conference could not be made for them.</summary>
    Task RestAsync(OperatorId id, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>
    /// Takes in hand calls that are due by <paramref name="now"/>, not ended, and in the hands of no other node that is alive;
    /// the longest due first. No two nodes get the same one.
    /// </summary>
    /// <param name="inHand">What the claimant knows to have in hand; the rest of its own is returned again, as after a lost answer.</param>
    Task<IReadOnlyList<Call>> ClaimDueAsync(
        NodeId claimant, IReadOnlyCollection<CallId> inHand, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Lets go of a call, if it is in these hands.</summary>
    Task ReleaseAsync(CallId id, NodeId claimant, CancellationToken cancellationToken);

    /// <summary>When the next call becomes due after <paramref name="now"/>; null when none does.</summary>
    Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The call's events after that sequence, in order, without a gap.</summary>
    Task<IReadOnlyList<RecordedEvent>> EventsAsync(CallId id, int after, CancellationToken cancellationToken);

    /// <summary>The sequence of the call's last event; 0 for an unknown call.</summary>
    Task<int> LastSequenceAsync(CallId id, CancellationToken cancellationToken);

    /// <summary>Waiting calls without a live offer whose present wait began by <paramref name="since"/>, in order.</summary>
    Task<IReadOnlyList<Call>> WaitingSinceAsync(IReadOnlyList<string> queues, DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>Waiting calls without a live offer that are in none of these queues, in order, at most so many.</summary>
    Task<IReadOnlyList<CallId>> WaitingOutsideAsync(IReadOnlyList<string> queues, int limit, CancellationToken cancellationToken);

    /// <summary>Whether any call of these queues waits or rings: then the roster is worth reading.</summary>
    Task<bool> AnyPendingAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken);

    /// <summary>
    /// Erases who the guests were of calls that ended before then (<see cref="Call.Erased"/>), also from their events; at
    /// most so many at a time. Returns how many there were.
    /// </summary>
    Task<int> EraseAsync(DateTimeOffset endedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Calls that wait or ring for a guest who counts as present, but whose node, or one of several, is no more: it has left,
    /// or its lease is over and it has given no sign of life for <paramref name="hold"/>. By the store's clock and what the
    /// store knows of nodes this moment, never by what a node remembers: a node that has just come is not to be missed.
    /// </summary>
    Task<IReadOnlyList<Stranded>> StrandedAsync(TimeSpan hold, CancellationToken cancellationToken);
}

/// <summary>A conversation that is over.</summary>
internal sealed record PastConversation(OperatorId Operator, DateTimeOffset AnsweredAt, DateTimeOffset EndedAt);

/// <summary>A call that waits, in the order of its line.</summary>
internal readonly record struct WaitingPlace(CallId Call, string Queue);

/// <summary>A call whose guest was on the line of nodes that are no more.</summary>
/// <param name="Gone">Those of its nodes.</param>
internal sealed record Stranded(CallId Call, IReadOnlyList<NodeId> Gone);

/// <summary>What became of a change.</summary>
internal enum Written
{
    Done,

    /// <summary>Somebody else has changed the call since: read it anew.</summary>
    Outdated,

    /// <summary>The claimant's lease is over, or it never had the call in hand: what it found out no longer counts.</summary>
    NotOurs,
}

/// <summary>A repeated request's mark, and what the request said, both hashed: neither is of use to a thief.</summary>
internal sealed record IdempotencyKey(string Key, string Request)
{
    /// <summary>The longest a key is remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
}

/// <summary>What became of a new call.</summary>
internal abstract record Placement
{
    public sealed record Placed(Call Call) : Placement;

    /// <summary>The key was used with the same request: this is its call.</summary>
    public sealed record Repeated(Call Call) : Placement;

    /// <summary>The key was used with another request.</summary>
    public sealed record KeyReused : Placement;

    public sealed record QueueFull : Placement;

    /// <summary>The queue takes no calls just now, for another reason than being full. Nothing was written.</summary>
    public sealed record TurnedAway(Closure Closure) : Placement;
}

/// <summary>One event of a call's feed: the call as it was after it.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Type">The state the call came into.</param>
internal sealed record RecordedEvent(int Sequence, CallState Type, DateTimeOffset At, CallView Call);
