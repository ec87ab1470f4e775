using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Calls;

/// <summary>A call at every stage of its life, and the events that bring it there.</summary>
internal static class CallLives
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan RingTime = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Second1 = TimeSpan.FromSeconds(1);
    public static readonly NodeId Node = new("node");
    public static readonly NodeId OtherNode = new("other node");
    public static readonly OperatorId Anna = new("anna");
    public static readonly OperatorId Boris = new("boris");
    public static readonly OperatorId Clara = new("clara");
    public static readonly LedgerId First = new(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
    public static readonly LedgerId Second = new(new Guid(2, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
    public static readonly LedgerId Third = new(new Guid(3, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static DateTimeOffset At(double seconds) => Noon.AddSeconds(seconds);

    public static QueueSettings Queue() => QueueSettings.Of("default", new QueueOptions());

    public static Call Waiting() => new(new CallId(new Guid(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])), "default", Noon)
    {
        GiveUpAt = Noon + TimeSpan.FromMinutes(10),
    };

    public static Call Detached() => Waiting().After(new CallEvent.Detached([], At(1)))!;

    public static Call Offered() => Waiting().After(new CallEvent.Offered(First, Anna, "Anna", At(1)))!;

    public static Call Ringing() => Offered().After(Rang(At(2)))!;

    /// <summary>Rings at Anna, and may ring at one more.</summary>
    public static Call Wide() => Ringing() with { Width = 2 };

    /// <summary>Rings at Anna since 2, at Boris since 3.</summary>
    public static Call RingingAtTwo() => Wide().After(new CallEvent.Offered(Second, Boris, "Boris", At(2)))!.After(Rang(At(3), Second))!;

    /// <summary>Waits for Anna until 20.</summary>
    public static Call Held() => Waiting() with { HeldFor = Anna, HeldUntil = At(20) };

    public static Call Answered() => Ringing().After(Looked(joined: true, At(3)))!;

    public static Call Connected() => Answered().After(new CallEvent.Connected(First, "https://v/1", TimeSpan.FromSeconds(10), At(4)))!;

    public static Call Ended() => Connected().After(new CallEvent.HungUp(At(5)))!;

    public static CallEvent.Rang Rang(DateTimeOffset at, LedgerId? conference = null) =>
        new(conference ?? First, new ConferenceId("100"), RingTime, at);

    public static CallEvent.LookedForAnswer Looked(bool joined, DateTimeOffset at, bool gone = false, LedgerId? conference = null) =>
        new(conference ?? First, joined, gone, Second1, at);

    public static CallEvent.LookedIn LookedIn(Attendance there, DateTimeOffset at) =>
        new(there, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), at);

    public static Attendance There(bool theOperator, bool guest) => new(theOperator, guest);
}
