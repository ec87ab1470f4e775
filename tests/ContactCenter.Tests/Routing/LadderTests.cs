using ContactCenter.Routing;
using static ContactCenter.Tests.Routing.Staffing;

namespace ContactCenter.Tests.Routing;

public class LadderTests
{
    private static readonly Ladder _ladder = Ladder("de:4", "30:2", "60:0");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(29, 0)]
    [InlineData(30, 1)]
    [InlineData(61, 2)]
    public void A_step_is_taken_when_its_time_has_come(int age, int step)
    {
        Assert.Equal(step, _ladder.StepAt(TimeSpan.FromSeconds(age), new Staff([Skills("de:5"), Skills("de:2")])));
    }

    [Theory]
    [InlineData("de:5", 0)]
    [InlineData("de:3", 1)]
    [InlineData("en:5", 2)]
    public void A_step_is_skipped_while_nobody_who_is_signed_in_would_do(string skills, int step)
    {
        Assert.Equal(step, _ladder.StepAt(TimeSpan.Zero, new Staff([Skills(skills)])));
    }

    [Fact]
    public void The_last_step_stays_although_nobody_will_do()
    {
        Assert.Equal(1, Ladder("de:4", "30:2").StepAt(TimeSpan.Zero, new Staff([Skills("en:5")])));
    }

    [Theory]
    [InlineData("de:4", 0)]
    [InlineData("de:2", 1)]
    [InlineData("", 2)]
    public void A_tier_is_the_first_step_at_which_somebody_will_do(string skills, int tier)
    {
        Assert.Equal(tier, _ladder.TierOf(Skills(skills), last: 2));
        Assert.Equal(tier == 2 ? null : tier, _ladder.TierOf(Skills(skills), last: 1));
    }

    [Fact]
    public void No_step_is_stricter_than_the_one_before_whatever_it_says()
    {
        Assert.True(Ladder("de:4", "30:1", "60:5").IsMet(2, Skills("de:1")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whoever_will_do_for_a_call_will_do_for_it_later_too(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var ladder = new Ladder(
                SkillNeeds.Parse($"a:{random.Next(1, 6)},b:{random.Next(1, 6)}"),
                [.. Enumerable.Range(1, random.Next(4)).Select(step => new LadderStep(TimeSpan.FromSeconds(10 * step), random.Next(6)))]);
            var skills = Enumerable.Range(0, 4).Select(_ => Skills($"a:{random.Next(1, 6)},b:{random.Next(1, 6)}")).ToList();
            var staff = new Staff(skills);
            for (var age = 0; age < 50; age += 5)
            {
                var now = ladder.StepAt(TimeSpan.FromSeconds(age), staff);
                var later = ladder.StepAt(TimeSpan.FromSeconds(age + 5), staff);
                Assert.All(skills, one => Assert.True(!ladder.IsMet(now, one) || ladder.IsMet(later, one), $"seed {seed}"));
            }
        }
    }
}
