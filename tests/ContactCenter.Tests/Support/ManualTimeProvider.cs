namespace ContactCenter.Tests.Support;

/// <summary>A clock that stands still until the test, and nobody else, moves it.</summary>
/// <remarks>
/// An advance before a loop has armed its timer is lost for that loop, so a test waits for the timer first:
/// <c>await clock.WaitForTimerAsync(...); clock.Advance(...);</c> then it awaits what follows.
/// </remarks>
internal sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _armed = [];
    private readonly List<(TimeSpan? DueIn, TaskCompletionSource Done)> _waiting = [];
    private DateTimeOffset _now = start;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves the clock; timers that become due on the way fire in their order, each at its own moment.</summary>
    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Waits until somebody has armed a timer: any, or one that fires in exactly so long.</summary>
    public Task WaitForTimerAsync(TimeSpan? dueIn = null)
    {
        lock (_lock)
        {
            if (_armed.Exists(timer => IsMeant(timer, dueIn)))
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((dueIn, done));
            return done.Task.WithTimeout(dueIn is null ? "a timer is armed" : $"a timer is armed that fires in {dueIn}");
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private bool IsMeant(Timer timer, TimeSpan? dueIn) => dueIn is null || timer.DueAt - _now == dueIn;

    private Timer? TakeDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            var next = _armed.Where(timer => timer.DueAt <= until).MinBy(timer => timer.DueAt);
            _now = next is null ? until : next.DueAt > _now ? next.DueAt : _now;
            next?.Rearm_NeedsLock();
            return next;
        }
    }

    private sealed class Timer(ManualTimeProvider clock, Action fire) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset DueAt { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                _period = period;
                Arm_NeedsLock(dueTime);
            }

            return true;
        }

        public void Rearm_NeedsLock() => Arm_NeedsLock(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm_NeedsLock(TimeSpan dueTime)
        {
            clock._armed.Remove(this);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            DueAt = clock._now + dueTime;
            clock._armed.Add(this);
            foreach (var (_, done) in clock._waiting.FindAll(waiting => clock.IsMeant(this, waiting.DueIn)))
            {
                done.TrySetResult();
            }

            clock._waiting.RemoveAll(waiting => waiting.Done.Task.IsCompleted);
        }
    }
}
