using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Everybody of a group who is signed in: who of them may be offered a call this moment, and who may not, by which rule.</summary>
internal sealed record FreeOperators(IReadOnlyList<Candidate> Free, IReadOnlyList<Excluded> NotFree, Staff Staff)
{
    public static IEnumerable<Operator> SignedIn(Roster roster) =>
        roster.Operators.Where(one => one.Presence != Presence.Offline).DistinctBy(one => one.Id);

    /// <param name="facts">What is not said of somebody is nothing.</param>
    public static FreeOperators Of(MatchGround ground, IEnumerable<OperatorFacts> facts, bool levels, DateTimeOffset now)
    {
        var known = facts.ToDictionary(one => one.Id);
        var everybody = SignedIn(ground.Roster)
            .Select(one => (Operator: one, Facts: known.GetValueOrDefault(one.Id) ?? new OperatorFacts(one.Id), Skills: ground.SkillsOf(one.Id)))
            .ToList();
        var counts = levels
            ? NewcomerLevel.Level(
                everybody.ToDictionary(one => one.Operator.Id, one => one.Facts.RecentCalls), id => ground.Watch.SignIns.IsNewcomer(id, now))
            : null;

        var free = new List<Candidate>();
        var notFree = new List<Excluded>();
        foreach (var (one, own, skills) in everybody)
        {
            var availability = AvailabilityRules.Of(one.Presence, own, ground.Roster.ReadAt, now);
            if (availability == Availability.Free)
            {
                free.Add(new Candidate(one.Id, one.Name, own.IdleSince) { RecentCalls = counts?[one.Id] ?? 0, Skills = skills, IsAwaited = own.IsAwaited });
            }
            else
            {
                notFree.Add(new Excluded(one.Id, availability.ToString()));
            }
        }

        return new FreeOperators(free, notFree, new Staff(everybody.Select(one => one.Skills)));
    }
}
