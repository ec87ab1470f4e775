using ContactCenter.Calls;
using ContactCenter.Operators;

namespace ContactCenter.Replay;

/// <summary>An operator as the records show them.</summary>
/// <param name="Sightings">From each on it was so; before the first the operator was away.</param>
/// <param name="Rings">In the order in which they rang.</param>
internal sealed record PastOperator(IReadOnlyList<Sighting> Sightings, IReadOnlyList<PastRing> Rings)
{
    /// <summary>What came of the ring that was nearest to that moment; null for somebody who was never rung.</summary>
    public PastRing? Nearest(DateTimeOffset at) => Rings.MinBy(ring => (ring.At - at).Duration());
}

/// <summary>From then on the operator was seen so.</summary>
internal sealed record Sighting(DateTimeOffset At, Seen As);

/// <summary>How somebody was seen.</summary>
internal enum Seen
{
    /// <summary>Not signed in, as far as is known.</summary>
    Away,

    /// <summary>Signed in: free, or in a call of ours or just after one, which a replay finds out itself.</summary>
    Here,

    /// <summary>In a call that is none of ours, or not free for a reason that was not recorded.</summary>
    Busy,

    Paused,
}

/// <summary>A ring, and what came of it.</summary>
/// <param name="Took">From the ring to the answer, or to the operator's going; null: it rang in vain.</param>
internal sealed record PastRing(OperatorId Operator, DateTimeOffset At, TimeSpan? Took, bool Answered)
{
    /// <summary>The rings of a call; what was taken back tells nothing.</summary>
    public static IEnumerable<PastRing> Of(Call call) =>
        from offer in call.Offers
        where offer.RangAt is not null && offer.State is OfferState.Answered or OfferState.Lapsed
        let answered = offer.State == OfferState.Answered
        let end = answered ? call.AnsweredAt : offer.EndedAt < offer.RingsUntil ? offer.EndedAt : null
        select new PastRing(offer.Operator, offer.OfferedAt, end - offer.RangAt, answered);
}
