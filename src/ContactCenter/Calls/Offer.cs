using ContactCenter.Conferences;
using ContactCenter.Operators;

namespace ContactCenter.Calls;

/// <summary>One operator's device rings for one call, in a conference of its own. Its ledger id names it.</summary>
public sealed record Offer(LedgerId Conference, OperatorId Operator, string OperatorName, DateTimeOffset OfferedAt)
{
    public OfferState State { get; init; } = OfferState.Intended;

    /// <summary>TrueConf Server's id of the conference; known from the ring on.</summary>
    public ConferenceId? ConferenceId { get; init; }

    /// <summary>When the device began to ring.</summary>
    public DateTimeOffset? RangAt { get; init; }

    /// <summary>When it lapses; null until the device rings.</summary>
    public DateTimeOffset? RingsUntil { get; init; }

    /// <summary>When to look again whether it rings, or whether the operator answered; null: at once.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>When it ended without an answer.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether its conference is still wanted, and its operator with it.</summary>
    public bool IsLive => State is OfferState.Intended or OfferState.Ringing or OfferState.Answered;

    internal Offer Ended(OfferState state, DateTimeOffset at) => this with { State = state, EndedAt = at, LookAt = null };
}

/// <summary>Where an offer is in its life.</summary>
public enum OfferState
{
    /// <summary>Written down; the conference is being made. Nothing rings yet.</summary>
    Intended,

    /// <summary>The operator's device rings.</summary>
    Ringing,

    /// <summary>The operator is in the conference.</summary>
    Answered,

    /// <summary>Rang in vain: no answer in time, declined, or the operator went offline.</summary>
    Lapsed,

    /// <summary>Never rang, and nobody is to blame: the operator was busy after all, or the conference could not be made.</summary>
    Withdrawn,

    /// <summary>Taken back while it rang or was about to, because another operator answered or the guest left. No fault of the operator.</summary>
    Rescinded,
}
