using System.Text.Json.Serialization;

namespace ContactCenter.Operators;

/// <summary>
/// Who of a group has signed in lately, and since when. An absence that is shorter than <see cref="Lately"/> is no new
/// beginning, so that a client that changes its network makes nobody a newcomer.
/// </summary>
/// <remarks>Nothing is kept of those who have been there for longer: so it is small, and costs little with thousands of operators.</remarks>
public sealed record SignIns
{
    public static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    private static readonly Dictionary<OperatorId, DateTimeOffset> _nobody = [];

    /// <summary>Since when those are signed in of whom that is less than so long ago.</summary>
    [JsonInclude]
    internal IReadOnlyDictionary<OperatorId, DateTimeOffset> Since { get; init; } = _nobody;

    /// <summary>When those were seen last who are away.</summary>
    [JsonInclude]
    internal IReadOnlyDictionary<OperatorId, DateTimeOffset> LastSeen { get; init; } = _nobody;

    public bool IsNewcomer(OperatorId id, DateTimeOffset now) => Since.TryGetValue(id, out var since) && now - since < Lately;

    /// <param name="before">The reading before; whoever is there at the first one counts as having been there for long.</param>
    public SignIns After(Roster? before, Roster now)
    {
        var present = SignedIn(now);
        var presentBefore = before is null ? present : SignedIn(before);
        var since = Since.Where(one => now.ReadAt - one.Value < Lately).ToDictionary();
        foreach (var id in present.Where(id => !presentBefore.Contains(id) && !(LastSeen.TryGetValue(id, out var seen) && now.ReadAt - seen < Lately)))
        {
            since[id] = now.ReadAt;
        }

        var lastSeen = LastSeen.Where(one => !present.Contains(one.Key) && now.ReadAt - one.Value < Lately).ToDictionary();
        foreach (var id in presentBefore.Where(id => !present.Contains(id)))
        {
            lastSeen[id] = before!.ReadAt;
        }

        return new SignIns { Since = since, LastSeen = lastSeen };
    }

    private static HashSet<OperatorId> SignedIn(Roster roster) =>
        [.. roster.Operators.Where(one => one.Presence != Presence.Offline).Select(one => one.Id)];
}
