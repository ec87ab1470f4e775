namespace ContactCenter.Tests.TrueConf;

/// <summary>
/// Real time, of which a test may skip some; timers are not moved by that. Pauses between attempts, the only short timers
/// there are, are over at once.
/// </summary>
internal sealed class SkippingClock : TimeProvider
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(2);

    private long _skipped;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _skipped));

    public override long GetTimestamp() =>
        System.GetTimestamp() + (long)(Volatile.Read(ref _skipped) * ((double)TimestampFrequency / TimeSpan.TicksPerSecond));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime < _longestPause ? TimeSpan.Zero : dueTime, period);

    public void Skip(TimeSpan time) => Interlocked.Add(ref _skipped, time.Ticks);
}
