namespace TrueConf.Sandbox;

/// <summary>What kind of thing an entry of the log tells.</summary>
public enum LogKind
{
    /// <summary>A request of the API; written when it is over, dated when it arrived.</summary>
    Request,

    /// <summary>A user's devices began to ring.</summary>
    RingStarted,

    /// <summary>They stopped, whatever the reason.</summary>
    RingStopped,

    /// <summary>The user took the call.</summary>
    Answered,

    /// <summary>The user refused it, which no caller of the API is told.</summary>
    Declined,

    /// <summary>Somebody became a participant.</summary>
    Joined,

    /// <summary>A guest's or an operator's page went away without a word; the participant stays for a while.</summary>
    Vanished,

    /// <summary>Somebody is no participant any more.</summary>
    Left,

    /// <summary>A conference began to run.</summary>
    Started,

    /// <summary>A conference ended.</summary>
    Stopped,

    /// <summary>A conference was removed.</summary>
    Deleted,
}

/// <summary>One line of what happened.</summary>
public sealed record LogEntry
{
    /// <summary>From 1, without gaps.</summary>
    public long Number { get; init; }

    public required LogKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public ApiRoute? Route { get; init; }

    public string? Method { get; init; }

    /// <summary>Without the query: it may hold a token.</summary>
    public string? Path { get; init; }

    /// <summary>What was answered; null when no answer left.</summary>
    public int? Status { get; init; }

    /// <summary>From the request's arrival to its last byte, injected latency included, in real time.</summary>
    public double? ServiceMilliseconds { get; init; }

    public FaultKind? Fault { get; init; }

    public string? Conference { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The user or the guest's participant id.</summary>
    public string? User { get; init; }

    /// <summary>The status the user had the moment before.</summary>
    public int? UserStatus { get; init; }

    public string? Reason { get; init; }
}

/// <summary>The last so many things that happened, for tests that must prove what did not.</summary>
internal sealed class SandboxLog
{
    private const int _capacity = 200_000;

    private readonly Lock _gate = new();
    private readonly Queue<LogEntry> _entries = new();
    private long _last;

    public void Add(LogEntry entry)
    {
        lock (_gate)
        {
            if (_entries.Count == _capacity)
            {
                _entries.Dequeue();
            }

            _entries.Enqueue(entry with { Number = ++_last });
        }
    }

    public IReadOnlyList<LogEntry> After(long number)
    {
        lock (_gate)
        {
            // Numbers have no gaps, so how many to skip is known without looking.
            var first = _last - _entries.Count;
            return [.. _entries.Skip((int)Math.Clamp(number - first, 0, _entries.Count))];
        }
    }

    /// <summary>Forgets the entries; numbering goes on, so a reader's last number stays good.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }
}
