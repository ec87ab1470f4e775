using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Says whether a queue takes new calls this moment, which other one takes them over, and for whom a guest waits at first.</summary>
/// <remarks>It knows what this node knows anyway; nothing here asks TrueConf Server.</remarks>
internal sealed class Reception(
    ICallStore store, GuestKeys keys, QueueBoard board, OperatorRoster roster, QueueBook queues, TimeProvider clock)
{
    /// <summary>More calls than come, on all nodes, between two counts of the line.</summary>
    private const int _plenty = 5_000;

    /// <summary>Why a queue takes no new call; null when it does.</summary>
    public Closure? ClosureOf(QueueSettings queue) =>
        Refusal(queue) ?? (IsFull(queue) && !IsTakenOver(queue) ? new Closure(ClosedBecause.Full, null) : null);

    /// <summary>The same for whoever counts the waiting calls more closely.</summary>
    public Closure? Refusal(QueueSettings queue)
    {
        var now = clock.GetUtcNow();
        return !queue.Hours.IsOpen(now) ? new Closure(ClosedBecause.Closed, queue.Hours.NextOpening(now))
            : queue.RefusesWhenNobody && IsNobodyThere(queue, now) ? new Closure(ClosedBecause.Nobody, null)
            : null;
    }

    /// <summary>The queues that may take the call, the first one first; the others when those before are full.</summary>
    public IReadOnlyList<QueueSettings> Doors(QueueSettings queue)
    {
        var other = OverflowOf(queue);
        return other is null ? [queue]
            : queue.OverflowLength > 0 && board.WaitingIn(queue.Name) >= queue.OverflowLength ? [other, queue]
            : [queue, other];
    }

    /// <summary>How many may wait in it before it takes no more; null while there is so much room that nobody need count.</summary>
    public int? LimitOf(QueueSettings door) =>
        board.CountIn(door.Name) is { } waiting && door.QueueLimit - waiting > _plenty ? null : door.QueueLimit;

    /// <summary>The same landing with who the guest is, and whom they wait for.</summary>
    public async Task<Landing> WelcomeAsync(Landing landing, NewCall wish, CancellationToken cancellationToken)
    {
        var key = await keys.OfAsync(wish.Guest, cancellationToken);
        var preferred = landing.Asked.PreferredFor <= TimeSpan.Zero ? null
            : wish.Preferred ?? (key is null ? null : await store.LastOperatorAsync(key, cancellationToken));
        return landing with { GuestKey = key, Preferred = preferred };
    }

    /// <summary>The landing in one of its <see cref="Doors"/>: the guest waits for somebody only where they are there.</summary>
    public Landing In(Landing landing, QueueSettings door) => landing with
    {
        Queue = door,
        Preferred = landing.Preferred is { } one && door.PreferredFor > TimeSpan.Zero && IsThere(one, door) ? one : null,
    };

    private bool IsTakenOver(QueueSettings queue) => OverflowOf(queue) is { } other && !IsFull(other);

    private QueueSettings? OverflowOf(QueueSettings queue) =>
        queue.OverflowTo is { } name && queues.Find(name) is { } other && other != queue && other.Hours.IsOpen(clock.GetUtcNow()) ? other : null;

    private bool IsFull(QueueSettings queue) => board.WaitingIn(queue.Name) >= queue.QueueLimit;

    private bool IsNobodyThere(QueueSettings queue, DateTimeOffset now) =>
        roster.Watch(queue.Group) is { NobodySince: { } since } watch && since <= now && watch.IsKept(queue.RosterInterval, now);

    private bool IsThere(OperatorId id, QueueSettings queue) =>
        roster.Watch(queue.Group) is { Latest: { } latest } watch
        && watch.IsKept(queue.RosterInterval, clock.GetUtcNow())
        && latest.Operators.Any(one => one.Id == id && one.Presence != Presence.Offline);
}

/// <summary>Why a queue takes no new calls.</summary>
/// <param name="OpensAt">When it does again; null when that is not known.</param>
internal sealed record Closure(ClosedBecause Because, DateTimeOffset? OpensAt);

/// <summary>The reasons for which a guest is turned away.</summary>
public enum ClosedBecause
{
    /// <summary>Outside its hours.</summary>
    Closed,

    /// <summary>As many calls wait as may.</summary>
    Full,

    /// <summary>Nobody is signed in who could answer.</summary>
    Nobody,
}
