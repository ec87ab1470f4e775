using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Where a new call goes, and how: the call as the queue it lands in has it.</summary>
/// <param name="Asked">The queue it was placed in: the one that was named, or the one that an answer leads to.</param>
/// <param name="Queue">The queue it lands in: another one when that takes over for it.</param>
/// <param name="Needs">Asked of its operator, whichever queue it lands in.</param>
internal sealed record Landing(QueueSettings Asked, QueueSettings Queue, SkillNeeds Needs)
{
    public string? GuestKey { get; init; }

    /// <summary>Whom it waits for, at first.</summary>
    public OperatorId? Preferred { get; init; }

    /// <summary>By the guest's answers: the first that names a queue leads there, and that one's questions are not asked again.</summary>
    public static Landing Of(NewCall wish, QueueSettings named, QueueBook queues)
    {
        var answers = Questions.Answers(wish, named);
        var queue = answers.Select(answer => answer.Queue).FirstOrDefault(name => name is not null) is { } other
            ? queues.Find(other) ?? named
            : named;
        return new Landing(queue, queue, CallNeeds.Of(wish, queue, answers));
    }

    public Call ToCall(NewCall wish, CallId id, DateTimeOffset now) => wish.ToCall(id, Queue.Name, now) with
    {
        Recorded = Queue.Recording,
        Needs = Needs,
        Class = Queue.Class,
        HeadStart = Queue.HeadStart,
        PlacedIn = Queue == Asked ? null : Asked.Name,
        OverflowAt = Queue is { OverflowTo: not null } && Queue.OverflowAfter > TimeSpan.Zero ? now + Queue.OverflowAfter : null,
        HeldFor = Preferred,
        HeldUntil = Preferred is null ? null : now + Queue.PreferredFor,
        Width = Queue.RingWidth,
        GuestKey = GuestKey,
        GiveUpAt = now + Queue.MaxWait,
    };
}
