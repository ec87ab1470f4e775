using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>One guest's wish to speak, from click to end.</summary>
/// <remarks>
/// A value. It holds no clock, timer or connection: deadlines are data, and whoever drives the call compares them with
/// the time (<see cref="CallStep"/>). So a call can be stored, moved to another node and resumed at any point. What
/// happens to it is in <see cref="After"/>, and nowhere else.
/// </remarks>
public sealed partial record Call(CallId Id, string Queue, DateTimeOffset ArrivedAt)
{
    /// <summary>More than any two arrivals lie apart: a thousand years. Ten classes fit beside each other.</summary>
    private const long _classDistance = 1000 * 366 * TimeSpan.TicksPerDay;

    /// <summary>At no more operators than that a call rings at once.</summary>
    private const int _mostWidth = 20;

    public Guest Guest { get; init; } = new();

    /// <summary>What the site wants to be known with the call; at most 32 pairs.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public string? PageUrl { get; init; }

    /// <summary>Whether TrueConf records the conversation, as the queue said when the guest arrived.</summary>
    public bool Recorded { get; init; }

    /// <summary>What the operator should be able to do.</summary>
    public SkillNeeds Needs { get; init; } = SkillNeeds.None;

    /// <summary>Calls of a higher class come first, whatever their age.</summary>
    public int Class { get; init; }

    /// <summary>Within its class the call is ordered as if it had come so much earlier.</summary>
    public TimeSpan HeadStart { get; init; }

    /// <summary>The queue it was placed in, when that is not the one it is in now.</summary>
    public string? PlacedIn { get; init; }

    /// <summary>The queues it has overflowed from, in order; it goes back to none of them.</summary>
    public IReadOnlyList<string> OverflowedFrom { get; init; } = [];

    /// <summary>When it goes to its queue's overflow; null when it does not.</summary>
    public DateTimeOffset? OverflowAt { get; init; }

    /// <summary>The operator it is held for, until <see cref="HeldUntil"/>; null: anybody may have it.</summary>
    public OperatorId? HeldFor { get; init; }

    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>At how many operators it may ring at once; set anew with each return to the queue.</summary>
    public int Width { get; init; } = 1;

    /// <summary>While it rings: when it may ring at one more.</summary>
    public DateTimeOffset? WidenAt { get; init; }

    /// <summary>By which the guest is known again, without saying who that is; null when nothing is known of them.</summary>
    public string? GuestKey { get; init; }

    /// <summary>The end of the longest wait.</summary>
    public DateTimeOffset GiveUpAt { get; init; }

    /// <summary>Since when nobody is rung for the call: its arrival, or its last return to the queue.</summary>
    public DateTimeOffset WaitingSince { get; init; } = ArrivedAt;

    /// <summary>Everyone the call was offered to, in order.</summary>
    public IReadOnlyList<Offer> Offers { get; init; } = [];

    /// <summary>The nodes that have the guest on the line, or had until a moment ago. Of no interest once connected.</summary>
    public IReadOnlyList<NodeId> Nodes { get; init; } = [];

    /// <summary>Last sign of life of a guest whose stream is gone; null while the guest is present.</summary>
    public DateTimeOffset? DetachedAt { get; init; }

    /// <summary>How long the guest may be away, as settings said when the guest went.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>When the operator was found in the conference.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When the guest's link was first given.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>The end of the longest conversation, as settings said when it began.</summary>
    public DateTimeOffset? TalkUntil { get; init; }

    /// <summary>The last link given.</summary>
    public string? GuestLink { get; init; }

    /// <summary>Counts the links given: the guest's page that holds the highest is the one whose leaving counts.</summary>
    public int Leg { get; init; }

    /// <summary>From the answer on: when the link is tried again, or the conversation looked at.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>Since when, and in how many looks in a row, somebody was missing from the conversation.</summary>
    public Absence? Absence { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How the call ended; null until it has.</summary>
    public CallOutcome? Outcome { get; init; }

    /// <summary>Counts the row's changes; the store refuses a change made from another version.</summary>
    public int Version { get; init; }

    /// <summary>What the guest sees: derived, so that it cannot contradict the facts.</summary>
    public CallState State => this switch
    {
        { Outcome: not null } => CallState.Ended,
        { ConnectedAt: not null } => CallState.Connected,
        _ when Offers.Any(offer => offer.State is OfferState.Ringing or OfferState.Answered) => CallState.Ringing,
        _ => CallState.Waiting,
    };

    /// <summary>The offers whose conferences are still wanted.</summary>
    public IEnumerable<Offer> LiveOffers => Outcome is null ? Offers.Where(offer => offer.IsLive) : [];

    /// <summary>Whether matching may give it an operator now: the first one, or one more beside those it rings at.</summary>
    public bool WantsOperator =>
        Outcome is null && Answer is null && DetachedAt is null && !IsAskedOut && LiveOffers.Count() < Width;

    /// <summary>Whether it rings and may come to ring at more operators than now.</summary>
    public bool CanWiden => State == CallState.Ringing && Answer is null && Width < _mostWidth;

    /// <summary>Whether it matters on which node the guest is.</summary>
    public bool CountsOnGuest => State is CallState.Waiting or CallState.Ringing && DetachedAt is null;

    /// <summary>The offer whose operator answered.</summary>
    public Offer? Answer => Offers.FirstOrDefault(offer => offer.State == OfferState.Answered);

    /// <summary>The last offer that rang in vain: that operator is skipped while another is free.</summary>
    public Offer? LastMissed => Offers.Where(offer => offer.State == OfferState.Lapsed).OrderBy(offer => offer.EndedAt).LastOrDefault();

    /// <summary>How many operators were rung in vain.</summary>
    public int Missed => Offers.Count(offer => offer.State == OfferState.Lapsed);

    /// <summary>
    /// The order of calls that wait, the smallest first; equal ones by the store's sequence. Class, then arrival without the
    /// head start; set with the arrival and never moved, so the order of two calls never changes.
    /// </summary>
    public long Rank => (ArrivedAt - HeadStart).UtcTicks - (Class * _classDistance);

    /// <summary>The same for calls of one queue that any free operator may take or none: what they need, and where they come from.</summary>
    public string Kind => $"{Needs}|{PlacedIn}";

    /// <summary>Whether it may go to that queue: it is not in it and never was.</summary>
    public bool MayGoTo(string queue) => !OverflowedFrom.Append(Queue).Append(PlacedIn).Contains(queue, StringComparer.OrdinalIgnoreCase);

    /// <summary>What may be kept of an ended call for ever: what happened, and not to whom.</summary>
    public Call Erased() => this with
    {
        Guest = new Guest(),
        Attributes = new Dictionary<string, string>(),
        PageUrl = null,
        GuestLink = null,
        GuestKey = null,
    };

    /// <summary>Whether nobody else is asked: the last ring in vain was the last there may be.</summary>
    private bool IsAskedOut => LastMissed?.EndedAt >= GiveUpAt;

    private Offer? Live(LedgerId conference, OfferState state) =>
        LiveOffers.FirstOrDefault(offer => offer.Conference == conference && offer.State == state);
}

/// <summary>Somebody is missing from a conversation.</summary>
/// <param name="Since">The first look that found it so.</param>
/// <param name="Looks">How many looks in a row found somebody missing.</param>
/// <param name="EmptyLooks">How many looks in a row found nobody at all.</param>
public sealed record Absence(DateTimeOffset Since, int Looks, int EmptyLooks);

/// <summary>Where a call is in its life, as the guest sees it.</summary>
public enum CallState
{
    Waiting,
    Ringing,
    Connected,
    Ended,
}

/// <summary>How a call ended.</summary>
public enum CallOutcome
{
    /// <summary>Guest and operator were brought together.</summary>
    Completed,

    /// <summary>The guest left before that.</summary>
    Abandoned,

    /// <summary>Nobody answered in time.</summary>
    Unanswered,

    /// <summary>TrueConf could not do it.</summary>
    Failed,
}
