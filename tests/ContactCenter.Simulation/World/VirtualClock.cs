namespace ContactCenter.Simulation.World;

/// <summary>The clock of one process: the world's time, its hands a little off.</summary>
internal sealed class VirtualClock(Agenda agenda, Process process, TimeSpan skew) : TimeProvider
{
    public static readonly DateTimeOffset Beginning = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => agenda.Now;

    public override DateTimeOffset GetUtcNow() => Beginning.AddTicks(agenda.Now + skew.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
        {
            throw new NotSupportedException("Nobody has needed a timer that repeats.");
        }

        var timer = new VirtualTimer(agenda, process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(Agenda agenda, Process process, TimerCallback callback, object? state) : ITimer
    {
        private static readonly SendOrPostCallback _fire = static timer => ((VirtualTimer)timer!).Fire();
        private Agenda.Item? _item;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _item = agenda.At(agenda.Now + dueTime.Ticks, _fire, this, process);
            }

            return true;
        }

        public void Dispose()
        {
            if (_item is { } item)
            {
                agenda.Cancel(item);
                _item = null;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            _item = null;
            callback(state);
        }
    }
}
