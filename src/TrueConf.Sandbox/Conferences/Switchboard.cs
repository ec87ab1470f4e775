using TrueConf.Sandbox.Live;

namespace TrueConf.Sandbox.Conferences;

/// <summary>
/// Everything that happens between users, guests and conferences, one thing at a time under one lock. After each of them every
/// open page is shown how things stand, statuses are noted, and whoever waits for something looks again.
/// </summary>
internal sealed partial class Switchboard : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly SandboxLog _log;
    private readonly HashSet<ITimer> _timers = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SandboxSettings _settings = new();
    private long _lastLine;

    public Switchboard(TimeProvider clock, SandboxLog log)
    {
        _clock = clock;
        _log = log;
        FillDirectory_NeedsLock();
    }

    /// <summary>Completes at the next change, whatever it is.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    // Read on every request, hence without the lock: a reference is replaced whole.
    public SandboxSettings Settings
    {
        get => Volatile.Read(ref _settings);
        set
        {
            lock (_gate)
            {
                Volatile.Write(ref _settings, value);
                Settle_NeedsLock();
            }
        }
    }

    /// <summary>As after a restart: the starting directory, nobody signed in, no conference, no switch set.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            foreach (var conference in _conferences.Values)
            {
                Stop_NeedsLock(conference, "The server was reset.");
            }

            foreach (var device in _users.Values.SelectMany(user => user.Devices))
            {
                device.Line?.Close();
            }

            _conferences.Clear();
            _removed.Clear();
            _guestLinks.Clear();
            FillDirectory_NeedsLock();
            Volatile.Write(ref _settings, new());
            Settle_NeedsLock();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var timer in _timers)
            {
                timer.Dispose();
            }

            _timers.Clear();
        }
    }

    public Line NewLine() => new(Interlocked.Increment(ref _lastLine));

    private void Settle_NeedsLock()
    {
        var now = _clock.GetUtcNow();
        foreach (var user in _users.Values)
        {
            user.Becomes(Status_NeedsLock(user), now);
            foreach (var device in user.Devices)
            {
                device.Line?.Show(OperatorView_NeedsLock(device));
            }
        }

        foreach (var conference in _conferences.Values.Where(c => c.IsRunning))
        {
            foreach (var seat in conference.Present.Where(seat => seat.User is null))
            {
                seat.Line?.Show(GuestView_NeedsLock(conference, seat));
            }
        }

        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    private void Later_NeedsLock(TimeSpan delay, Action happens)
    {
        ITimer? timer = null;
        timer = _clock.CreateTimer(_ =>
        {
            lock (_gate)
            {
                // Not among ours any more: the server was stopped meanwhile.
                if (_timers.Remove(timer!))
                {
                    timer!.Dispose();
                    happens();
                    Settle_NeedsLock();
                }
            }
        }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private void Note_NeedsLock(LogKind kind, Conference conference, string? user = null, int? status = null, string? reason = null) =>
        _log.Add(new LogEntry
        {
            Kind = kind,
            At = _clock.GetUtcNow(),
            Conference = conference.Id,
            Tags = conference.Tags,
            User = user,
            UserStatus = status,
            Reason = reason,
        });
}
