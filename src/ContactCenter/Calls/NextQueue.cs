using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Where a call goes that has waited for too long for its queue.</summary>
internal sealed class NextQueue(QueueBook queues, QueueBoard board, TimeProvider clock)
{
    /// <summary>Places are counted by the second: a few more calls than its limit may come to wait in the other queue.</summary>
    public CallEvent Of(Call call, QueueSettings queue)
    {
        var other = queue.OverflowTo is { } name ? queues.Find(name) : null;
        return Of(call, queue, other, other is null ? 0 : board.WaitingIn(other.Name), clock.GetUtcNow());
    }

    /// <summary>The call goes to the other queue, or stays: until that one opens, or for a while, or for good where there is none.</summary>
    internal static CallEvent Of(Call call, QueueSettings queue, QueueSettings? other, int waitingThere, DateTimeOffset now) => other switch
    {
        null => new CallEvent.NotOverflowed(NextAt: null, now),
        _ when !call.MayGoTo(other.Name) => new CallEvent.NotOverflowed(NextAt: null, now),
        _ when !other.Hours.IsOpen(now) => new CallEvent.NotOverflowed(other.Hours.NextOpening(now), now),
        _ when waitingThere >= other.QueueLimit => new CallEvent.NotOverflowed(now + queue.RetryDelay, now),
        _ => new CallEvent.Overflowed(other.Name, NextAt(other, now), now),
    };

    /// <summary>It waits there for as long as a new call would before it goes on.</summary>
    private static DateTimeOffset? NextAt(QueueSettings queue, DateTimeOffset now) =>
        queue.OverflowTo is null || queue.OverflowAfter == TimeSpan.Zero ? null : now + queue.OverflowAfter;
}
