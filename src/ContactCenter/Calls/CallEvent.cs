using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;

namespace ContactCenter.Calls;

/// <summary>Something that happened to a call. Carries its time and the deadlines that follow from it.</summary>
public abstract record CallEvent(DateTimeOffset At)
{
    /// <summary>Matching chose an operator; a conference is intended.</summary>
    public sealed record Offered(LedgerId Conference, OperatorId Operator, string OperatorName, DateTimeOffset At) : CallEvent(At);

    /// <summary>The conference runs: the operator's device rings.</summary>
    public sealed record Rang(LedgerId Conference, ConferenceId Id, TimeSpan RingFor, DateTimeOffset At) : CallEvent(At);

    /// <summary>The offer never rang, or it is not known to have; its conference is given up.</summary>
    public sealed record Withdrawn(LedgerId Conference, DateTimeOffset At) : CallEvent(At);

    /// <summary>We looked whether the operator answered.</summary>
    /// <param name="Gone">The operator is no longer signed in: there is nobody to wait for.</param>
    public sealed record LookedForAnswer(LedgerId Conference, bool Joined, bool Gone, TimeSpan LookAgainIn, DateTimeOffset At) : CallEvent(At);

    /// <summary>TrueConf could not be asked about the offer, or for the link; try again later.</summary>
    public sealed record Delayed(LedgerId Conference, TimeSpan TryAgainIn, DateTimeOffset At) : CallEvent(At);

    /// <summary>The guest's link is there.</summary>
    public sealed record Connected(LedgerId Conference, string GuestLink, TimeSpan LookIn, DateTimeOffset At) : CallEvent(At);

    /// <summary>The guest asked for a fresh link into the running conversation.</summary>
    public sealed record Rejoined(string GuestLink, DateTimeOffset At) : CallEvent(At);

    /// <summary>We looked who is in the conversation.</summary>
    public sealed record LookedIn(Attendance There, TimeSpan SoloLimit, TimeSpan LookAgainIn, DateTimeOffset At) : CallEvent(At);

    /// <summary>The conversation could not be looked at.</summary>
    public sealed record NotSeen(TimeSpan LookAgainIn, DateTimeOffset At) : CallEvent(At);

    /// <summary>No stream and no request from the guest at a node for a while; <see cref="CallEvent.At"/> is the last
    /// sign of life. In a conversation: worth a look at it.</summary>
    /// <param name="From">The nodes that have lost sight of the guest; at others the guest may still be.</param>
    public sealed record Detached(IReadOnlyCollection<NodeId> From, DateTimeOffset At) : CallEvent(At);

    /// <summary>The guest is at this node, for the first time or again.</summary>
    public sealed record Attached(NodeId Node, DateTimeOffset At) : CallEvent(At);

    /// <summary>The guest hung up or stopped waiting.</summary>
    public sealed record HungUp(DateTimeOffset At) : CallEvent(At);

    /// <summary>TrueConf's page in the guest's browser closed.</summary>
    /// <param name="Leg">Which link it had; null for the latest.</param>
    /// <param name="Refused">It never worked: the browser or the guest's login was refused.</param>
    public sealed record PageClosed(int? Leg, bool Refused, DateTimeOffset At) : CallEvent(At);

    /// <summary>A detached guest did not come back in time.</summary>
    public sealed record Vanished(DateTimeOffset At) : CallEvent(At);

    /// <summary>Nobody was found in time.</summary>
    public sealed record GivenUp(DateTimeOffset At) : CallEvent(At);

    /// <summary>TrueConf could not bring the two together.</summary>
    public sealed record Failed(DateTimeOffset At) : CallEvent(At);

    /// <summary>It has waited for too long for its queue: another one takes it over, with its age.</summary>
    /// <param name="NextAt">When it goes on from there; null: it stays.</param>
    public sealed record Overflowed(string To, DateTimeOffset? NextAt, DateTimeOffset At) : CallEvent(At);

    /// <summary>It has waited for too long for its queue, but the other one cannot take it over now.</summary>
    /// <param name="NextAt">When that is looked at again; null: it stays.</param>
    public sealed record NotOverflowed(DateTimeOffset? NextAt, DateTimeOffset At) : CallEvent(At);

    /// <summary>Settings no longer have its queue: another one has it from here on, with its age, and keeps it.</summary>
    public sealed record Moved(string To, DateTimeOffset At) : CallEvent(At);

    /// <summary>The operator it was held for is not waited for any longer.</summary>
    public sealed record Released(DateTimeOffset At) : CallEvent(At);

    /// <summary>It has rung for a while: it may ring at one more.</summary>
    public sealed record Widened(DateTimeOffset At) : CallEvent(At);

    /// <summary>The longest conversation is over.</summary>
    public sealed record TimedOut(DateTimeOffset At) : CallEvent(At);
}
