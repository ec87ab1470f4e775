namespace ContactCenter.Hosting.Nodes;

/// <summary>This process's right to work, for as long as it lasts.</summary>
/// <remarks>
/// TrueConf Server cannot tell a late request from a timely one. So whoever is about to change something there asks here
/// first: a process that was asleep past its lease finds out by its own monotonic clock, before any timer has told it.
/// </remarks>
internal sealed class Membership(NodeId id, DateTimeOffset enteredAt, TimeSpan lease, long renewedAt, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private long _renewedAt = renewedAt;

    public NodeId Id { get; } = id;

    /// <summary>When it was entered: what was due earlier may have been so because nobody was there.</summary>
    public DateTimeOffset EnteredAt { get; } = enteredAt;

    /// <summary>Cancelled when it is over; requests that are out are given up then.</summary>
    public CancellationToken Lost => _lost.Token;

    public bool IsHeld =>
        !_lost.IsCancellationRequested
        && (lease == Timeout.InfiniteTimeSpan || clock.GetElapsedTime(Interlocked.Read(ref _renewedAt)) < lease);

    /// <exception cref="OperationCanceledException">It is over: somebody else may be at it.</exception>
    public void ThrowUnlessHeld()
    {
        if (!IsHeld)
        {
            throw new OperationCanceledException("This node's lease is over.");
        }
    }

    public void Dispose() => _lost.Dispose();

    /// <param name="askedAt">When the renewal was asked for: the store cannot have granted it earlier.</param>
    internal void Renew(long askedAt) => Interlocked.Exchange(ref _renewedAt, askedAt);

    internal void Lose() => _lost.Cancel();
}
