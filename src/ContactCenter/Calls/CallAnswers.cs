namespace ContactCenter.Calls;

/// <summary>One event of the feed. Sequences start at 1, without gap or repetition.</summary>
/// <param name="Type">The state the call came into.</param>
/// <param name="Call">The call after the event.</param>
public sealed record CallEventView(int Sequence, CallState Type, DateTimeOffset At, CallView Call)
{
    internal static CallEventView Of(RecordedEvent happened) => new(happened.Sequence, happened.Type, happened.At, happened.Call);
}

/// <summary>Answer to a long poll.</summary>
/// <param name="Next">What to pass as the next <c>after</c>.</param>
/// <param name="Call">The call now.</param>
public sealed record CallEventsView(IReadOnlyList<CallEventView> Events, int Next, CallView Call)
{
    internal static CallEventsView Of(IReadOnlyList<RecordedEvent> events, int after, CallView now) =>
        new([.. events.Select(CallEventView.Of)], events.Count > 0 ? events[^1].Sequence : after, now);
}

/// <summary>One message of a followed call; exactly one of the two is there.</summary>
public sealed record FollowView(CallEventView? Event, Progress? Progress);

/// <summary>Answer to a join.</summary>
/// <param name="Leg">Counts the links given; to be named when this one closes.</param>
public sealed record JoinView(string GuestLink, int Leg);
