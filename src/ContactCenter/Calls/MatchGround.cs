using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>What a match is made upon, beside what the store knows.</summary>
/// <param name="Watch">Of the group, with a reading that counts.</param>
/// <param name="Queues">Those of the group.</param>
/// <param name="Find">Any queue, by name.</param>
/// <param name="MostConferences">How many the licence allows at once; null: no limit is known.</param>
/// <param name="NextConference">Draws the name of a conference.</param>
internal sealed record MatchGround(
    RosterWatch Watch,
    IReadOnlyList<QueueSettings> Queues,
    Func<string, QueueSettings?> Find,
    SkillsOf SkillsOf,
    int? MostConferences,
    Func<LedgerId> NextConference)
{
    public Roster Roster => Watch.Latest!;
}
