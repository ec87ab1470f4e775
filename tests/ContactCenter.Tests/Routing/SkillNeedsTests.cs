using ContactCenter.Routing;

namespace ContactCenter.Tests.Routing;

public class SkillNeedsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("billing:2,de:1")]
    [InlineData("%2C%3A%7C%25:5,de:1")]
    public void The_stored_form_is_read_as_it_was_written(string stored)
    {
        Assert.Equal(stored, SkillNeeds.Parse(stored).ToString());
    }

    [Fact]
    public void A_skill_that_a_guest_named_may_have_any_name()
    {
        var needs = SkillNeeds.Of(new Dictionary<string, int> { [" De:1,x|100%2C "] = 3 });

        Assert.Equal(needs, SkillNeeds.Parse(needs.ToString()));
        Assert.Equal("de:1,x|100%2c", SkillNeeds.Parse(needs.ToString()).Levels.Keys.Single());
    }
}
