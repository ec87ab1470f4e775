using ContactCenter.Calls;
using ContactCenter.Routing;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>Where a new call goes, and what it asks for.</summary>
public class LandingTests
{
    private static readonly IReadOnlyDictionary<string, string> _noText = new Dictionary<string, string>();

    private static readonly Question _topic = new("topic", _noText,
    [
        new Answer("bill", _noText, Skills(("billing", 3)), Queue: null),
        new Answer("order", _noText, Skills(("orders", 2)), Queue: "sales"),
    ]);

    [Fact]
    public void Of_all_that_ask_for_a_skill_the_highest_level_counts()
    {
        var queue = Queue() with { Skills = Skills(("billing", 2), ("basics", 1)), SkillAttributes = ["product"], Ask = [_topic] };
        var wish = new NewCall(Attributes: Said(("topic", "bill"), ("product", " Basics ")), Skills: Skills(("BASICS", 4)));

        Assert.Equal("basics:4,billing:3", Land(wish, queue).Needs.ToString());
    }

    [Theory]
    [InlineData(null, "de-AT", "de:1")]
    [InlineData("Ru", "de-AT", "ru:1")]
    [InlineData(null, null, "")]
    [InlineData(null, " ", "")]
    public void The_language_is_the_attribute_or_else_the_guests_without_its_country(string? attribute, string? guests, string needs)
    {
        var wish = new NewCall(Guest: new NewGuest(Language: guests), Attributes: Said(("language", attribute)));

        Assert.Equal(needs, Land(wish, Queue() with { SkillAttributes = ["language"] }).Needs.ToString());
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData("a,b")]
    [InlineData("")]
    public void A_value_that_names_no_skill_asks_for_none(string value) =>
        Assert.True(Land(new NewCall(Attributes: Said(("product", value))), Queue() with { SkillAttributes = ["product"] }).Needs.IsEmpty);

    [Fact]
    public void An_answer_leads_to_its_queue_whose_settings_hold_and_whose_questions_are_not_asked()
    {
        var other = new Question("topic", _noText, [new Answer("order", _noText, Skills(("never", 5)), Queue: "default")]);
        var sales = Sales() with
        {
            Class = 3,
            HeadStart = TimeSpan.FromMinutes(2),
            RingWidth = 4,
            MaxWait = TimeSpan.FromMinutes(7),
            Recording = true,
            OverflowTo = "default",
            OverflowAfter = TimeSpan.FromMinutes(1),
            Skills = Skills(("selling", 1)),
            Ask = [other],
        };
        var wish = new NewCall(Attributes: Said(("topic", "order")));

        var call = Land(wish, Queue() with { Ask = [_topic], Skills = Skills(("basics", 1)) }, sales).ToCall(wish, Waiting().Id, Noon);

        Assert.Equal(("sales", null), (call.Queue, call.PlacedIn));
        Assert.Equal("orders:2,selling:1", call.Needs.ToString());
        Assert.Equal((3, TimeSpan.FromMinutes(2), 4, true), (call.Class, call.HeadStart, call.Width, call.Recorded));
        Assert.Equal((Noon.AddMinutes(7), Noon.AddMinutes(1)), (call.GiveUpAt, call.OverflowAt));
    }

    [Fact]
    public void A_call_that_another_queue_takes_over_knows_where_it_was_placed()
    {
        var wish = new NewCall();

        var call = (Land(wish, Queue()) with { Queue = Sales() }).ToCall(wish, Waiting().Id, Noon);

        Assert.Equal(("sales", "default", null), (call.Queue, call.PlacedIn, call.OverflowAt));
    }

    [Fact]
    public void What_is_no_answer_is_named_with_the_answers_and_what_is_absent_was_not_asked()
    {
        var queue = Queue() with { Ask = [_topic] };

        var error = Assert.Single(Questions.Errors(new NewCall(Attributes: Said(("topic", "Bill"))), queue));
        Assert.Equal("attributes.topic", error.Key);
        Assert.Equal("is 'Bill'; it must be one of bill, order.", Assert.Single(error.Value));
        Assert.Empty(Questions.Errors(new NewCall(), queue));
        Assert.Empty(Questions.Errors(new NewCall(Attributes: Said(("topic", null))), queue));
    }

    private static Landing Land(NewCall wish, params QueueSettings[] queues) => Landing.Of(wish, queues[0], new QueueBook(queues));

    private static QueueSettings Sales() => QueueSettings.Of("sales", new QueueOptions());

    private static Dictionary<string, int> Skills(params (string Name, int Level)[] skills) => skills.ToDictionary(one => one.Name, one => one.Level);

    private static Dictionary<string, string?> Said(params (string Name, string? Value)[] attributes) =>
        attributes.ToDictionary(one => one.Name, one => one.Value);
}
