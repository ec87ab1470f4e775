namespace ContactCenter.Calls;

/// <summary>The line of one operator group as this node knows it, and who waits for it to change.</summary>
internal sealed class GroupLine
{
    private Standing _now = Standing.Empty;
    private TaskCompletionSource _changed = NewChange();
    private int _moved = 1;
    private long _countedAt;

    public Standing Now => Volatile.Read(ref _now);

    /// <summary>Completes with the first change of the standing after this property was read.</summary>
    public Task NextChange => Volatile.Read(ref _changed).Task;

    /// <summary>Somebody came or left: it is to be counted anew.</summary>
    public void Moved() => Volatile.Write(ref _moved, 1);

    /// <summary>Whether it is to be counted: somebody moved, or so long ago was the last count that a move may have escaped.</summary>
    public bool IsDue(DateTimeOffset now, TimeSpan atLeastEach) =>
        Interlocked.Exchange(ref _moved, 0) == 1 || !IsCounted(since: now - atLeastEach);

    public void Counted(DateTimeOffset now) => Volatile.Write(ref _countedAt, now.UtcTicks);

    public bool IsCounted(DateTimeOffset since) => Volatile.Read(ref _countedAt) > since.UtcTicks;

    /// <summary>True when it is another standing than before.</summary>
    public bool Keep(Standing standing)
    {
        if (ReferenceEquals(Interlocked.Exchange(ref _now, standing), standing))
        {
            return false;
        }

        Interlocked.Exchange(ref _changed, NewChange()).TrySetResult();
        return true;
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
