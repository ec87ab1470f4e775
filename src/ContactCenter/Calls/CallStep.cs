using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>What a call needs next: a question asked of the stored call, not a schedule that could be lost.</summary>
internal abstract record CallStep
{
    /// <summary>How long the guest's link is tried for after the operator answered.</summary>
    public static readonly TimeSpan LinkPatience = TimeSpan.FromSeconds(15);

    /// <summary>Nothing, until then.</summary>
    public sealed record Rest(DateTimeOffset Until) : CallStep;

    /// <summary>Make the offer's conference and ring; or find out how far that got.</summary>
    public sealed record Ring(Offer Offer) : CallStep;

    /// <summary>Look whether the operator answered.</summary>
    public sealed record LookForAnswer(Offer Offer) : CallStep;

    /// <summary>Get the guest's link.</summary>
    public sealed record FetchLink(Offer Offer) : CallStep;

    /// <summary>Look who is in the conversation.</summary>
    public sealed record LookIn(Offer Offer) : CallStep;

    /// <summary>A deadline has passed: this happened.</summary>
    public sealed record Happen(CallEvent Event) : CallStep;

    /// <summary>The step that is due now; <see cref="Rest"/> when none is. Waiting for an operator is never a step.</summary>
    /// <param name="upSince">Since when guests can have come back: time in which no node was there does not count against them.</param>
    public static CallStep For(Call call, QueueSettings queue, DateTimeOffset now, DateTimeOffset upSince = default) => call switch
    {
        { State: CallState.Ended } => new Rest(DateTimeOffset.MaxValue),
        { State: CallState.Connected, Answer: { } answer } => ForConversation(call, answer, queue, now),
        { Answer: { } answer } => ForAnswer(call, answer, now),
        { DetachedAt: { } lastSeen } when lastSeen + GraceOf(call, queue) <= now => upSince + GraceOf(call, queue) <= now
            ? new Happen(new CallEvent.Vanished(now))
            : new Happen(new CallEvent.Detached([], upSince)),
        _ when call.LiveOffers.FirstOrDefault() is { } offer => ForOffer(call, offer, queue, now),
        _ when call.GiveUpAt <= now || call.Missed >= queue.MaxOffers => new Happen(new CallEvent.GivenUp(now)),
        _ => new Rest(Earliest(call.GiveUpAt, call.DetachedAt + GraceOf(call, queue))),
    };

    /// <summary>When the call is due next: what the store keeps beside it, so that a crash loses no deadline.</summary>
    public static DateTimeOffset DueAt(Call call, QueueSettings queue, DateTimeOffset now) =>
        For(call, queue, now) is Rest rest ? rest.Until : now;

    private static CallStep ForOffer(Call call, Offer offer, QueueSettings queue, DateTimeOffset now) => offer switch
    {
        { LookAt: { } later } when later > now => new Rest(Earliest(later, call.DetachedAt + GraceOf(call, queue))),
        { State: OfferState.Intended } => new Ring(offer),
        _ => new LookForAnswer(offer),
    };

    private static CallStep ForAnswer(Call call, Offer answer, DateTimeOffset now) => call switch
    {
        { LookAt: { } later } when later > now => new Rest(later),
        _ => new FetchLink(answer),
    };

    private static CallStep ForConversation(Call call, Offer answer, QueueSettings queue, DateTimeOffset now) => call switch
    {
        _ when EndOf(call, queue) <= now => new Happen(new CallEvent.TimedOut(now)),
        _ when call.LookAt > now => new Rest(Earliest(call.LookAt.Value, EndOf(call, queue))),
        _ => new LookIn(answer),
    };

    /// <summary>Calls that were stored by an earlier version have no deadlines of their own.</summary>
    private static TimeSpan GraceOf(Call call, QueueSettings queue) => call.Grace ?? queue.GuestGrace;

    private static DateTimeOffset? EndOf(Call call, QueueSettings queue) => call.TalkUntil ?? call.ConnectedAt + queue.MaxCall;

    private static DateTimeOffset Earliest(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;
}
