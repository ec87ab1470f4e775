using ContactCenter.Conferences;
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

    /// <summary>It has waited for too long for its queue: see whether another one takes it over.</summary>
    public sealed record Overflow : CallStep;

    /// <summary>A deadline has passed: this happened.</summary>
    public sealed record Happen(CallEvent Event) : CallStep;

    /// <summary>The step that is due now; <see cref="Rest"/> when none is. Waiting for an operator is never a step.</summary>
    /// <param name="upSince">Since when guests can have come back: time in which no node was there does not count against them.</param>
    /// <param name="beingRung">Offers that are being rung this moment: they need nothing else.</param>
    public static CallStep For(
        Call call,
        QueueSettings queue,
        DateTimeOffset now,
        DateTimeOffset upSince = default,
        IReadOnlyCollection<LedgerId>? beingRung = null) => call switch
        {
            { State: CallState.Ended } => new Rest(DateTimeOffset.MaxValue),
            { State: CallState.Connected, Answer: { } answer } => ForConversation(call, answer, queue, now),
            { Answer: { } answer } => ForAnswer(call, answer, now),
            { DetachedAt: { } lastSeen } when lastSeen + GraceOf(call, queue) <= now => upSince + GraceOf(call, queue) <= now
                ? new Happen(new CallEvent.Vanished(now))
                : new Happen(new CallEvent.Detached([], upSince)),
            { HeldFor: not null } when call.HeldUntil <= now => new Happen(new CallEvent.Released(now)),
            { CanWiden: true } when call.WidenAt <= now => new Happen(new CallEvent.Widened(now)),
            _ when Next(call, beingRung) is { } offer && MomentOf(offer) <= now => ForOffer(offer),
            _ when call.LiveOffers.Any() => new Rest(Deadline(call, queue, beingRung)),
            _ when call.GiveUpAt <= now || call.Missed >= queue.MaxOffers => new Happen(new CallEvent.GivenUp(now)),
            _ when call.OverflowAt <= now => new Overflow(),
            _ => new Rest(Deadline(call, queue, beingRung)),
        };

    /// <summary>When the call is due next: what the store keeps beside it, so that a crash loses no deadline.</summary>
    public static DateTimeOffset DueAt(Call call, QueueSettings queue, DateTimeOffset now) =>
        For(call, queue, now) is Rest rest ? rest.Until : now;

    /// <summary>The most urgent of the offers: one that nobody has tried to ring yet, or else the one that is to be looked at first.</summary>
    private static Offer? Next(Call call, IReadOnlyCollection<LedgerId>? beingRung) =>
        call.LiveOffers.Where(offer => beingRung?.Contains(offer.Conference) != true).MinBy(MomentOf);

    private static DateTimeOffset MomentOf(Offer offer) => offer.LookAt ?? offer.RangAt ?? DateTimeOffset.MinValue;

    private static CallStep ForOffer(Offer offer) => offer.State == OfferState.Intended ? new Ring(offer) : new LookForAnswer(offer);

    /// <summary>The first moment at which something is to be done for a call that waits or rings.</summary>
    private static DateTimeOffset Deadline(Call call, QueueSettings queue, IReadOnlyCollection<LedgerId>? beingRung) => new[]
    {
        Next(call, beingRung) is { } next ? MomentOf(next) : null,
        call.DetachedAt + GraceOf(call, queue),
        call.HeldFor is null ? null : call.HeldUntil,
        call.CanWiden ? call.WidenAt : null,
        call.LiveOffers.Any() ? null : call.GiveUpAt,
        call.LiveOffers.Any() ? null : call.OverflowAt,
    }.Min() ?? DateTimeOffset.MaxValue;

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
