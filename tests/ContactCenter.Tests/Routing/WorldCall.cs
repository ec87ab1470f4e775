using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Routing;

/// <summary>A call of the world in which the laws of matching are tried.</summary>
internal sealed class WorldCall
{
    public required int Seq { get; init; }
    public required SkillNeeds Needs { get; init; }
    public required DateTimeOffset ArrivedAt { get; init; }
    public required int Class { get; init; }
    public required TimeSpan HeadStart { get; init; }
    public required string Queue { get; set; }
    public string? PlacedIn { get; set; }
    public int Width { get; set; } = 1;
    public OperatorId? HeldFor { get; set; }
    public DateTimeOffset HeldUntil { get; set; }

    /// <summary>When its wait is over; it goes a moment later.</summary>
    public required DateTimeOffset GiveUpAt { get; init; }

    public OperatorId? Missed { get; set; }
    public DateTimeOffset MissedAt { get; set; }

    /// <summary>Where it rings, and until when.</summary>
    public Dictionary<OperatorId, DateTimeOffset> Live { get; } = [];

    public long Rank => (ArrivedAt - HeadStart).UtcTicks - (Class * TimeSpan.FromDays(100_000).Ticks);

    public string Kind => $"{Needs}|{PlacedIn}";

    public bool Wants => Live.Count < (HeldFor is null ? Width : 1);
}

/// <summary>An operator of that world.</summary>
internal sealed class WorldOperator
{
    public required OperatorId Id { get; init; }
    public required IReadOnlyDictionary<string, int> Skills { get; init; }
    public bool IsSignedIn { get; set; }
    public bool IsRinging { get; set; }
    public DateTimeOffset? TalksUntil { get; set; }
    public DateTimeOffset? IdleSince { get; set; }
    public int Calls { get; set; }

    public bool IsFree => IsSignedIn && !IsRinging && TalksUntil is null;

    public Candidate AsCandidate() => new(Id, Id.Value, IdleSince) { RecentCalls = Calls, Skills = Skills };
}
