using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Replay;

/// <summary>Where an arrival lands in a replay, as a new call of the server would.</summary>
/// <param name="waitingIn">How many wait in a queue.</param>
/// <param name="isThere">Whether an operator is signed in who takes the queue's calls.</param>
internal sealed class Door(ReplaySettings settings, Func<QueueSettings, int> waitingIn, Func<OperatorId, QueueSettings, bool> isThere)
{
    /// <summary>The call; null when its queue is full.</summary>
    /// <param name="last">Whom this guest spoke to last.</param>
    public Call? Enter(Arrival arrival, OperatorId? last, DateTimeOffset now)
    {
        var past = arrival.Call;
        var asked = settings.QueueOf(past.PlacedIn ?? past.Queue);
        var queue = Doors(asked, now).FirstOrDefault(one => waitingIn(one) < one.QueueLimit);
        return queue is null ? null : new Landing(asked, queue, past.Needs)
        {
            GuestKey = past.GuestKey,
            Preferred = last is { } one && asked.PreferredFor > TimeSpan.Zero && queue.PreferredFor > TimeSpan.Zero && isThere(one, queue) ? one : null,
        }.ToCall(new NewCall(), past.Id, now);
    }

    private IEnumerable<QueueSettings> Doors(QueueSettings asked, DateTimeOffset now)
    {
        var other = asked.OverflowTo is { } name && settings.Queues.Find(name) is { } found && found.Hours.IsOpen(now) ? found : null;
        return other is null ? [asked]
            : asked.OverflowLength > 0 && waitingIn(asked) >= asked.OverflowLength ? [other, asked]
            : [asked, other];
    }
}
