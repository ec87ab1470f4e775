using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Calls;

/// <summary>One guest's streams and polls on this node.</summary>
internal sealed class GuestLine(DateTimeOffset begun)
{
    private readonly Lock _lock = new();
    private int _open;
    private bool _watched;
    private DateTimeOffset _seenAt = begun;

    /// <summary>Held while the call is told that the guest left or came back, so that the two cannot overtake each other.
    /// Waited for without a token: a wait that can be cancelled goes on on a thread of the pool, and its holder is soon done.</summary>
    public SemaphoreSlim Telling { get; } = new(1);

    /// <summary>
    /// As which node the call has been told that the guest is here; null when it has not, or was told that the guest is gone.
    /// Changed only by who holds <see cref="Telling"/>.
    /// </summary>
    public NodeId? ToldAs { get; set; }

    /// <summary>The call was told something, and it is not known whether it heard: then it is told anew.</summary>
    public bool InDoubt { get; set; }

    /// <summary>Whether the call certainly knows that the guest is here.</summary>
    public bool IsToldAs(NodeId present) => ToldAs == present && !InDoubt;

    public void Open(DateTimeOffset now)
    {
        lock (_lock)
        {
            (_open, _seenAt) = (_open + 1, now);
        }
    }

    /// <summary>True when it was the last one.</summary>
    public bool Close(DateTimeOffset now)
    {
        lock (_lock)
        {
            (_open, _seenAt) = (_open - 1, now);
            return _open == 0;
        }
    }

    public void Seen(DateTimeOffset now)
    {
        lock (_lock)
        {
            _seenAt = now;
        }
    }

    /// <summary>True when nobody watches the line yet: whoever asked does from now on.</summary>
    public bool TryWatch()
    {
        lock (_lock)
        {
            return !_watched && (_watched = true);
        }
    }

    public void Unwatch()
    {
        lock (_lock)
        {
            _watched = false;
        }
    }

    /// <summary>The last sign of life of a guest who has no stream open; null while there is one.</summary>
    public DateTimeOffset? SilentSince()
    {
        lock (_lock)
        {
            return _open > 0 ? null : _seenAt;
        }
    }
}
