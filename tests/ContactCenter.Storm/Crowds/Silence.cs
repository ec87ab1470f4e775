namespace ContactCenter.Storm.Crowds;

/// <summary>Gives up a line on which nothing is heard for too long.</summary>
internal sealed class Silence : IDisposable
{
    private readonly TimeSpan _longest;
    private readonly CancellationTokenSource _either;
    private readonly ITimer _timer;

    public Silence(TimeSpan longest, CancellationToken cancellationToken)
    {
        _longest = longest;
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = TimeProvider.System.CreateTimer(_ => _either.Cancel(), null, longest, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Something was heard.</summary>
    public void Ends() => _timer.Change(_longest, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _either.Dispose();
    }
}
