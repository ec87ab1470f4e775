using System.Text.Json.Nodes;
using TrueConf.Sandbox.Directory;

namespace TrueConf.Sandbox.Conferences;

/// <summary>A conference as the server knows it: what was asked for, whether it runs, whom it rings, who is in it.</summary>
internal sealed class Conference
{
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

    public bool IsRunning { get; set; }

    public string State => IsRunning ? "running" : "stopped";

    /// <summary>The users whose devices ring now, by id.</summary>
    public Dictionary<string, User> Rings { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Everybody who is or was in it since it last began to run.</summary>
    public List<Seat> Seats { get; } = [];

    public IEnumerable<Seat> Present => Seats.Where(seat => seat.IsHere);

    public bool IsFull => Present.Count() >= MaxParticipants;
}
