using ContactCenter.Operators;

namespace ContactCenter.Tests.Operators;

/// <summary>What an operator can is said of the operator and of groups; the highest level of each skill counts.</summary>
public class OperatorSkillsTests
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly OperatorId _anna = new("anna");

    private readonly OperatorRoster _roster = new();

    [Theory]
    [InlineData("anna")]
    [InlineData(" Anna@video.example.com ")]
    public void An_operator_is_known_by_the_short_id_however_it_is_written(string written)
    {
        var skills = new OperatorSkills(new OperatorsOptions { Skills = { [written] = new() { ["Billing "] = 3 } } }, _roster);

        Assert.Equal([KeyValuePair.Create("billing", 3)], skills.SkillsOf(_anna));
        Assert.Empty(skills.SkillsOf(new OperatorId("boris")));
    }

    [Fact]
    public void Of_the_operator_and_of_every_group_the_highest_level_counts()
    {
        Read("Germans", "anna", "boris");
        Read("Billing", "anna");
        var skills = Skills();

        Assert.Equal([("billing", 4), ("german", 5), ("repair", 1)], Sorted(skills.SkillsOf(_anna)));
        Assert.Equal([("german", 3)], Sorted(skills.SkillsOf(new OperatorId("boris"))));
    }

    [Fact]
    public void A_group_gives_its_skills_to_whom_the_latest_reading_found_in_it()
    {
        var skills = Skills();
        Assert.Equal([("billing", 2), ("german", 5)], Sorted(skills.SkillsOf(_anna)));

        Read("billing", "anna");
        Assert.Contains(("billing", 4), Sorted(skills.SkillsOf(_anna)));

        Read("billing", "boris");
        Assert.Equal([("billing", 2), ("german", 5)], Sorted(skills.SkillsOf(_anna)));
    }

    [Fact]
    public void Groups_with_skills_are_read_at_leisure_and_take_no_calls()
    {
        Assert.Equal(
        [
            new FollowedGroup("Billing", RosterRefresher.Leisure, TakesCalls: false),
            new FollowedGroup("Germans", RosterRefresher.Leisure, TakesCalls: false),
        ], Skills().Groups.OrderBy(group => group.Name, StringComparer.Ordinal));
    }

    private OperatorSkills Skills() => new(
        new OperatorsOptions
        {
            Skills = { ["anna"] = new() { ["billing"] = 2, ["german"] = 5 } },
            GroupSkills = { ["Germans"] = new() { ["german"] = 3 }, ["Billing"] = new() { ["billing"] = 4, ["repair"] = 1 } },
        },
        _roster);

    private void Read(string group, params string[] members) => _roster.Keep(group, new RosterWatch().AfterRead(new Roster(
        new GroupId(group), _noon, [.. members.Select(id => new Operator(new OperatorId(id), id, Presence.Offline))])));

    private static IEnumerable<(string, int)> Sorted(IReadOnlyDictionary<string, int> skills) =>
        skills.OrderBy(skill => skill.Key, StringComparer.Ordinal).Select(skill => (skill.Key, skill.Value));
}
