using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Everything one event changes, to be written in one transaction or not at all.</summary>
/// <remarks>Derived from the call before and after, so that no caller can forget a part of it.</remarks>
internal sealed record CallChange
{
    private readonly QueueSettings _queue;

    private CallChange(Call before, Call after, QueueSettings queue, DateTimeOffset at, DateTimeOffset dueAt)
    {
        (Before, After, _queue, At, DueAt) = (before, after, queue, at, dueAt);
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
    public bool IsVisible => IsNew || Before.State != After.State || Before.Queue != After.Queue;

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

    /// <summary>The offer whose conference runs from here on.</summary>
    public Offer? JustRang => After.Offers.FirstOrDefault(
        offer => offer.RangAt is not null && Before.Offers.Any(earlier => earlier.Conference == offer.Conference && earlier.RangAt is null));

    /// <summary>What it means for operators who missed a ring or finished a conversation. Whoever was rescinded is not among them.</summary>
    public IEnumerable<OperatorMark> Marks =>
        from offer in Before.LiveOffers.Except(After.LiveOffers, OfferIdentity.Instance)
        let end = After.Offers.First(later => later.Conference == offer.Conference).State
        where end is OfferState.Lapsed or OfferState.Answered
        select end == OfferState.Lapsed ? MissedMark(offer.Operator) : TalkedMark(offer.Operator);

    /// <summary>The offer that is answered from here on: its operator talks, and has missed nothing lately.</summary>
    public Offer? JustAnswered => Before.Answer is null ? After.Answer : null;

    /// <summary>What the event leads to, or null when it came too late for this call.</summary>
    /// <param name="queue">Settings of the queue the call is in afterwards.</param>
    public static CallChange? Of(Call call, CallEvent happened, QueueSettings queue, DateTimeOffset now) =>
        call.After(happened) is { } next && WithDeadlines(call, next, queue, now) is var after
            ? new CallChange(call, after with { Version = call.Version + 1 }, queue, now, CallStep.DueAt(after, queue, now))
            : null;

    /// <summary>The change that a new call is.</summary>
    public static CallChange Placed(Call call, QueueSettings queue, DateTimeOffset now) =>
        new(call, call, queue, now, CallStep.DueAt(call, queue, now)) { IsNew = true };

    /// <summary>Deadlines that follow from settings are stored when they begin, so that an edit of the settings does not move them.</summary>
    private static Call WithDeadlines(Call before, Call after, QueueSettings queue, DateTimeOffset now) => after with
    {
        Grace = after.DetachedAt == before.DetachedAt ? after.Grace : queue.GuestGrace,
        TalkUntil = after.TalkUntil ?? after.ConnectedAt + queue.MaxCall,
        GiveUpAt = after.Missed > before.Missed && after.Missed >= queue.MaxOffers && after.LastMissed!.EndedAt < after.GiveUpAt
            ? after.LastMissed.EndedAt.Value
            : after.GiveUpAt,
        Width = BeginsToWait(before, after) ? queue.RingWidth : after.Width,
        WidenAt = after.WidenAt ?? (BeginsToWiden(before, after, queue) ? now + queue.RingWidthGrowsAfter : null),
        HeldFor = IsHeldNoLonger(before, after, queue) ? null : after.HeldFor,
        HeldUntil = IsHeldNoLonger(before, after, queue) ? null : after.HeldUntil,
    };

    /// <summary>It has come to a queue where nobody is waited for.</summary>
    private static bool IsHeldNoLonger(Call before, Call after, QueueSettings queue) =>
        after.Queue != before.Queue && queue.PreferredFor <= TimeSpan.Zero;

    private static bool BeginsToWait(Call before, Call after) => after.State == CallState.Waiting
        && (after.Queue != before.Queue || (before.LiveOffers.Any() && !after.LiveOffers.Any()));

    private static bool BeginsToWiden(Call before, Call after, QueueSettings queue) => after.CanWiden
        && queue.RingWidthGrowsAfter > TimeSpan.Zero
        && (before.State != CallState.Ringing || after.Width > before.Width);

    /// <summary>Nothing has changed; never to be written.</summary>
    public static CallChange None(Call call, QueueSettings queue, DateTimeOffset now) =>
        new(call, call, queue, now, CallStep.DueAt(call, queue, now));

    private OperatorMark MissedMark(OperatorId id) => new(id, At)
    {
        CoolingUntil = At + _queue.CoolDown,
        IsMissed = true,
        PauseAfterMissed = _queue.PauseAfterMissed,
    };

    private OperatorMark TalkedMark(OperatorId id) => new(id, At + _queue.WrapUp)
    {
        WrapUpUntil = At + _queue.WrapUp,
        WrapUpEndsWhenReady = _queue.WrapUpUntilReady,
    };

    private sealed class OfferIdentity : IEqualityComparer<Offer>
    {
        public static readonly OfferIdentity Instance = new();

        public bool Equals(Offer? x, Offer? y) => x?.Conference == y?.Conference;

        public int GetHashCode(Offer offer) => offer.Conference.GetHashCode();
    }
}
