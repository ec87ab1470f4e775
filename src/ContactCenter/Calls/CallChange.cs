using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Everything one event changes, to be written in one transaction or not at all.</summary>
/// <remarks>Derived from the call before and after, so that no caller can forget a part of it.</remarks>
internal sealed record CallChange
{
    private CallChange(Call before, Call after, DateTimeOffset at, DateTimeOffset dueAt)
    {
        (Before, After, At, DueAt) = (before, after, at, dueAt);
    }

    public Call Before { get; }

    /// <summary>The call as it is stored: its version is one higher.</summary>
    public Call After { get; }

    public DateTimeOffset At { get; }

    /// <summary>When the call is due next.</summary>
    public DateTimeOffset DueAt { get; }

    /// <summary>Whether nothing is to be done for the call just now.</summary>
    public bool Rests => DueAt > At;

    /// <summary>Whether the guest sees it: then it becomes an event of the feed, typed by the new state.</summary>
    public bool IsVisible => IsNew || Before.State != After.State;

    /// <summary>Whether the call has just come.</summary>
    public bool IsNew { get; private init; }

    /// <summary>Conferences that are intended from here on; each takes its operator.</summary>
    public IEnumerable<LedgerEntry> Intents =>
        from offer in After.LiveOffers.Except(Before.LiveOffers, OfferIdentity.Instance)
        select new LedgerEntry(offer.Conference, After.Id.ToString(), offer.Operator, offer.OfferedAt);

    /// <summary>Conferences that nobody wants any more.</summary>
    public IEnumerable<LedgerId> Condemned =>
        from offer in Before.LiveOffers.Except(After.LiveOffers, OfferIdentity.Instance)
        select offer.Conference;

    /// <summary>Operators whose idle time starts anew: they missed a ring, or finished a conversation.</summary>
    public IEnumerable<OperatorId> IdleFromNow =>
        from offer in Before.LiveOffers.Except(After.LiveOffers, OfferIdentity.Instance)
        let end = After.Offers.First(later => later.Conference == offer.Conference).State
        where end is OfferState.Lapsed or OfferState.Answered
        select offer.Operator;

    /// <summary>What the event leads to, or null when it came too late for this call.</summary>
    public static CallChange? Of(Call call, CallEvent happened, QueueSettings queue, DateTimeOffset now) =>
        call.After(happened) is { } next && WithDeadlines(call, next, queue, now) is var after
            ? new CallChange(call, after with { Version = call.Version + 1 }, now, CallStep.DueAt(after, queue, now))
            : null;

    /// <summary>The change that a new call is.</summary>
    public static CallChange Placed(Call call, QueueSettings queue, DateTimeOffset now) =>
        new(call, call, now, CallStep.DueAt(call, queue, now)) { IsNew = true };

    /// <summary>Deadlines that follow from settings are stored when they begin, so that an edit of the settings does not move them.</summary>
    private static Call WithDeadlines(Call before, Call after, QueueSettings queue, DateTimeOffset now) => after with
    {
        Grace = after.DetachedAt == before.DetachedAt ? after.Grace : queue.GuestGrace,
        TalkUntil = after.TalkUntil ?? after.ConnectedAt + queue.MaxCall,
        GiveUpAt = after.Missed > before.Missed && after.Missed >= queue.MaxOffers && now < after.GiveUpAt ? now : after.GiveUpAt,
    };

    private sealed class OfferIdentity : IEqualityComparer<Offer>
    {
        public static readonly OfferIdentity Instance = new();

        public bool Equals(Offer? x, Offer? y) => x?.Conference == y?.Conference;

        public int GetHashCode(Offer offer) => offer.Conference.GetHashCode();
    }
}
