using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Calls;

public sealed partial record Call
{
    /// <summary>
    /// The call after the event, or null when the event no longer applies. Null is ordinary: a guest hangs up while an
    /// operator answers, and one of the two is late.
    /// </summary>
    public Call? After(CallEvent happened) => happened switch
    {
        _ when Outcome is not null => null,

        // So many operators at once are asked as it is wide; matching decides who.
        CallEvent.Offered e when WantsOperator && e.At < GiveUpAt && !LiveOffers.Any(live => live.Operator == e.Operator) => this with
        {
            Offers = [.. Offers, new Offer(e.Conference, e.Operator, e.OperatorName, e.At)],
        },
        CallEvent.Rang e when Live(e.Conference, OfferState.Intended) is { } offer => With(offer with
        {
            State = OfferState.Ringing,
            ConferenceId = e.Id,
            RangAt = e.At,
            RingsUntil = e.At + e.RingFor,
            LookAt = null,
        }),
        CallEvent.Withdrawn e when Live(e.Conference, OfferState.Intended) is { } offer =>
            With(offer.Ended(OfferState.Withdrawn, e.At)).Back(),

        CallEvent.LookedForAnswer e when Live(e.Conference, OfferState.Ringing) is { } offer => e switch
        {
            { Joined: true } => Answered(offer, e.At),
            { Gone: true } => Lapsed(offer, e.At),
            _ when e.At >= offer.RingsUntil => Lapsed(offer, e.At),
            _ => With(offer with { LookAt = LookAgain(offer, e.At, e.LookAgainIn) }),
        },
        CallEvent.Delayed e when ConnectedAt is null => LiveOffers.FirstOrDefault(offer => offer.Conference == e.Conference) switch
        {
            null => null,
            { State: OfferState.Answered } => this with { LookAt = e.At + e.TryAgainIn },
            var offer => With(offer with { LookAt = LookAgain(offer, e.At, e.TryAgainIn) }),
        },

        // From the answer on the ring's deadline is void; the guest still sees "ringing" until the link is there.
        CallEvent.Connected e when State == CallState.Ringing && Live(e.Conference, OfferState.Answered) is not null => this with
        {
            ConnectedAt = e.At,
            GuestLink = e.GuestLink,
            Leg = 1,
            LookAt = e.At + e.LookIn,
        },
        CallEvent.Rejoined e when State == CallState.Connected => this with { GuestLink = e.GuestLink, Leg = Leg + 1 },
        CallEvent.LookedIn e when State == CallState.Connected => Seen(e),
        CallEvent.NotSeen e when State == CallState.Connected => this with { LookAt = e.At + e.LookAgainIn },
        CallEvent.TimedOut e when State == CallState.Connected => Ended(CallOutcome.Completed, e.At),

        // In a conversation only TrueConf's participants count: a guest whose line to us broke may well be in it.
        CallEvent.Detached e when State == CallState.Connected => e.At < LookAt ? this with { LookAt = e.At } : null,
        CallEvent.Detached e => Left(e),
        CallEvent.Attached e when State != CallState.Connected && (DetachedAt is not null || !Nodes.Contains(e.Node)) => this with
        {
            Nodes = [.. Nodes.Union([e.Node])],
            DetachedAt = null,
        },

        // Whoever came back and went again meanwhile has the whole grace once more.
        CallEvent.Vanished e when State != CallState.Connected && DetachedAt is { } lastSeen && lastSeen + (Grace ?? default) <= e.At =>
            Ended(CallOutcome.Abandoned, lastSeen),

        CallEvent.HungUp e => Ended(State == CallState.Connected ? CallOutcome.Completed : CallOutcome.Abandoned, e.At),
        CallEvent.PageClosed e when State == CallState.Connected && (e.Leg ?? Leg) >= Leg =>
            Ended(e.Refused ? CallOutcome.Failed : CallOutcome.Completed, e.At),
        CallEvent.Widened when CanWiden => this with { Width = Width + 1, WidenAt = null },
        CallEvent.Released when HeldFor is not null && Answer is null => Free(),
        CallEvent.Overflowed e when State == CallState.Waiting && !LiveOffers.Any() && MayGoTo(e.To) => this with
        {
            Queue = e.To,
            PlacedIn = PlacedIn ?? Queue,
            OverflowedFrom = [.. OverflowedFrom, Queue],
            OverflowAt = e.NextAt,
        },
        CallEvent.NotOverflowed e when State == CallState.Waiting && !LiveOffers.Any() => this with { OverflowAt = e.NextAt },
        CallEvent.Moved e when State == CallState.Waiting && !LiveOffers.Any() && !IsSame(e.To, Queue) => this with
        {
            Queue = e.To,
            PlacedIn = IsSame(PlacedIn ?? Queue, e.To) ? null : PlacedIn ?? Queue,
            OverflowedFrom = [.. OverflowedFrom.Append(Queue).Where(queue => !IsSame(queue, e.To))],
            OverflowAt = null,
        },
        CallEvent.GivenUp e when State == CallState.Waiting => Ended(CallOutcome.Unanswered, e.At),
        CallEvent.Failed e when State == CallState.Ringing && Answer is not null => Ended(CallOutcome.Failed, e.At),
        _ => null,
    };

    /// <summary>The last look falls on the ring's deadline itself, so that an answer in the last moment is not missed.</summary>
    private static DateTimeOffset LookAgain(Offer offer, DateTimeOffset now, TimeSpan pause) =>
        now < offer.RingsUntil && now + pause > offer.RingsUntil ? offer.RingsUntil.Value : now + pause;

    /// <summary>Away is who has left the last node.</summary>
    private Call? Left(CallEvent.Detached e)
    {
        NodeId[] left = [.. Nodes.Except(e.From)];
        return left.Length switch
        {
            0 => DetachedAt >= e.At ? null : this with { Nodes = [], DetachedAt = e.At },
            var count => count == Nodes.Count ? null : this with { Nodes = left },
        };
    }

    private Call Answered(Offer offer, DateTimeOffset at)
    {
        var answered = With(offer with { State = OfferState.Answered, RingsUntil = null, LookAt = null }) with { AnsweredAt = at, WidenAt = null };
        return answered with { Offers = [.. answered.Offers.Select(other => Rescinded(other, at, except: OfferState.Answered))] };
    }

    /// <summary>Whoever it was held for has had their chance.</summary>
    private Call Lapsed(Offer offer, DateTimeOffset at)
    {
        var lapsed = With(offer.Ended(OfferState.Lapsed, at)).Back();
        return offer.Operator == HeldFor ? lapsed.Free() : lapsed;
    }

    /// <summary>It waits again once nothing rings or is about to: since the last ring in vain, if there was one meanwhile.</summary>
    private Call Back() => LiveOffers.Any() ? this : this with
    {
        WaitingSince = LastMissed?.EndedAt is { } missed && missed > WaitingSince ? missed : WaitingSince,
        WidenAt = null,
    };

    private Call Free() => this with { HeldFor = null, HeldUntil = null };

    /// <summary>Ending needs two looks in a row: one may fall into the moment in which a guest's page reloads.</summary>
    private Call Seen(CallEvent.LookedIn look)
    {
        var again = this with { LookAt = look.At + look.LookAgainIn };
        if (look.There.Everybody)
        {
            return again with { Absence = null };
        }

        var nobody = !look.There.Operator && !look.There.Guest;
        var absence = new Absence(
            Absence?.Since ?? look.At, (Absence?.Looks ?? 0) + 1, nobody ? (Absence?.EmptyLooks ?? 0) + 1 : 0);
        var over = absence.EmptyLooks >= 2 || (absence.Looks >= 2 && look.At - absence.Since >= look.SoloLimit);
        return over ? Ended(CallOutcome.Completed, look.At) : again with { Absence = absence };
    }

    private Call Ended(CallOutcome outcome, DateTimeOffset at) => this with
    {
        Outcome = outcome,
        EndedAt = at,
        LookAt = null,
        WidenAt = null,
        Offers = [.. Offers.Select(offer => Rescinded(offer, at, except: OfferState.Answered))],
    };

    private static Offer Rescinded(Offer offer, DateTimeOffset at, OfferState except) =>
        offer.IsLive && offer.State != except ? offer.Ended(OfferState.Rescinded, at) : offer;

    private static bool IsSame(string queue, string other) => string.Equals(queue, other, StringComparison.OrdinalIgnoreCase);

    private Call With(Offer changed) => this with
    {
        Offers = [.. Offers.Select(offer => offer.Conference == changed.Conference ? changed : offer)],
    };
}
