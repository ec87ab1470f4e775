using System.Text.Json.Nodes;
using TrueConf.Sandbox.Directory;

namespace TrueConf.Sandbox.Conferences;

/// <summary>A conference as the server knows it: what was asked for, whether it runs, whom it rings, who is in it.</summary>
internal sealed class Conference
{
    private const int _remembered = 16;

    // Newest last. A list rather than a flag because the server may be told to list what was.
    private readonly List<(DateTimeOffset At, bool IsRunning)> _states = [];

    public required string Id { get; init; }

    public required User Owner { get; init; }

    public required string Topic { get; init; }

    public required IReadOnlyList<string> Invited { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required int MaxParticipants { get; init; }

    public required bool AllowGuests { get; init; }

    /// <summary>The create body with numbers and flags brought into form; members nobody knows are kept, for the echo.</summary>
    public required JsonObject Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it is no more; the list may show it for a while.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    public bool IsRunning => _states.Count > 0 && _states[^1].IsRunning;

    /// <summary>When it last began or ceased to run; null when it never ran.</summary>
    public DateTimeOffset? ChangedAt => _states.Count > 0 ? _states[^1].At : null;

    public string State => Name(IsRunning);

    /// <summary>The users whose devices ring now, by id.</summary>
    public Dictionary<string, User> Rings { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Everybody who is or was in it since it last began to run.</summary>
    public List<Seat> Seats { get; } = [];

    public IEnumerable<Seat> Present => Seats.Where(seat => seat.IsHere);

    public bool IsFull => Present.Count() >= MaxParticipants;

    public void Becomes(bool running, DateTimeOffset now)
    {
        _states.Add((now, running));
        if (_states.Count > _remembered)
        {
            _states.RemoveAt(0);
        }
    }

    /// <summary>The state as it was at a moment.</summary>
    public string StateAt(DateTimeOffset moment) => Name(_states.FindLast(state => state.At <= moment).IsRunning);

    private static string Name(bool running) => running ? "running" : "stopped";
}
