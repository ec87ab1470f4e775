using ContactCenter.Routing;

namespace ContactCenter.Tests.Routing;

public class ConferenceTopicTests
{
    [Theory]
    [InlineData("{guest} - {queue}", "Ann", "Sales", "Ann - Sales")]
    [InlineData("Call", "Ann", "Sales", "Call")]
    [InlineData("{guest}", "{queue}", "Sales", "{queue}")]
    [InlineData("{guest}", "A\u0000n\r\nn\u009f", "Sales", "Ann")]
    public void The_template_is_filled_once_and_cleaned(string template, string guest, string queue, string topic)
    {
        Assert.Equal(topic, ConferenceTopic.Of(template, guest, queue));
    }

    [Fact]
    public void It_is_not_longer_than_TrueConf_takes_and_no_character_is_cut_in_two()
    {
        Assert.Equal(240, ConferenceTopic.Of("{guest}", new string('x', 300), "").Length);
        Assert.Equal(239, ConferenceTopic.Of("{guest}", new string('x', 239) + "😀", "").Length);
    }
}
