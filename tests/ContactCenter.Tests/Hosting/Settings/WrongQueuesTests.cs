namespace ContactCenter.Tests.Hosting.Settings;

/// <summary>What queues say of ladders, questions and one another is judged as a whole.</summary>
public class WrongQueuesTests
{
    private const string _step = "Routing:Ladder";
    private const string _ask = "Routing:Ask:0";

    [Theory]
    [InlineData("Routing:Ladder:0:After is empty; it must be a time such as 00:00:30, after which the step holds.", $"{_step}:0:MinLevel=2")]
    [InlineData("Routing:Ladder:0:After is 00:00:00; it must be from 00:00:00.1000000 to 1.00:00:00.", $"{_step}:0:MinLevel=2", $"{_step}:0:After=00:00:00")]
    [InlineData("Routing:Ladder:0 has neither MinLevel nor Any; it must have one of them.", $"{_step}:0:After=00:00:10")]
    [InlineData("Routing:Ladder:0:MinLevel is 6; it must be from 1 to 5.", $"{_step}:0:After=00:00:10", $"{_step}:0:MinLevel=6")]
    [InlineData("Routing:Ladder:0 has both MinLevel and Any; it must have one of them.", $"{_step}:0:After=00:00:10", $"{_step}:0:MinLevel=2", $"{_step}:0:Any=true")]
    [InlineData(
        "Routing:Ladder:1:After is 00:00:10; it must be later than that of the step before, 00:00:10.",
        $"{_step}:0:After=00:00:10", $"{_step}:0:MinLevel=2", $"{_step}:1:After=00:00:10", $"{_step}:1:Any=true")]
    [InlineData(
        "Routing:Ladder:1:MinLevel is 2; it must be less than that of the step before, 2.",
        $"{_step}:0:After=00:00:10", $"{_step}:0:MinLevel=2", $"{_step}:1:After=00:00:20", $"{_step}:1:MinLevel=2")]
    [InlineData(
        "Routing:Ladder:1 follows a step for anybody; that must be the last.",
        $"{_step}:0:After=00:00:10", $"{_step}:0:Any=true", $"{_step}:1:After=00:00:20", $"{_step}:1:MinLevel=1")]
    [InlineData("Routing:Ladder:0:Aftr is not a known setting; is Routing:Ladder:0:After meant?", $"{_step}:0:Aftr=1", $"{_step}:0:After=00:00:10", $"{_step}:0:Any=true")]
    public async Task A_ladder_comes_later_and_asks_for_less_with_each_step(string sentence, params string[] settings)
    {
        Assert.Equal([sentence], await Refusals.OfAsync(settings));
    }

    [Theory]
    [InlineData("Queues:sales:OverflowTo is nowhere; it must be the name of another queue.", "Queues:sales:OverflowTo=nowhere")]
    [InlineData("Queues:sales:OverflowTo is Sales; it must be the name of another queue.", "Queues:sales:OverflowTo=Sales")]
    [InlineData("Routing:OverflowTo is nowhere; it must be the name of another queue.", "Routing:OverflowTo=nowhere")]
    [InlineData(
        "Queues:sales:OverflowTo is empty; it must be the name of another queue, since OverflowAfter or OverflowLength is set.",
        "Queues:sales:OverflowTo=", "Queues:sales:OverflowAfter=00:00:30")]
    [InlineData(
        "Routing:OverflowTo is empty; it must be the name of another queue, since OverflowAfter or OverflowLength is set.",
        "Queues:sales:OverflowLength=5")]
    public async Task Calls_overflow_only_to_another_queue_that_is_there(string sentence, params string[] settings)
    {
        Assert.Equal([sentence], await Refusals.OfAsync(settings));
    }

    [Fact]
    public async Task A_queue_that_all_overflow_to_is_right_and_overflows_to_none_itself()
    {
        Assert.Empty(await Refusals.OfAsync("Routing:OverflowTo=reserve", "Routing:OverflowAfter=00:01:00", "Queues:reserve:Group=Everybody"));
    }

    [Theory]
    [InlineData("Routing:Ask:0:Name is empty; it must have 1 to 64 characters.", $"{_ask}:Name=")]
    [InlineData("Routing:Ask:0:Title:en is empty; it must have 1 to 100 characters.", $"{_ask}:Title:en=")]
    [InlineData("Routing:Ask:0:Title:English has a wrong name; it must be a language such as en or pt-BR.", $"{_ask}:Title:English=x")]
    [InlineData("Routing:Ask:0:Answers:0:Value is empty; it must have 1 to 100 characters.", $"{_ask}:Answers:0:Value=")]
    [InlineData("Routing:Ask:0:Answers:1:Value is billing; it must be another than those before.", $"{_ask}:Answers:1:Value=billing")]
    [InlineData("Routing:Ask:0:Answers:1:Queue is nowhere; it must be the name of a queue.", $"{_ask}:Answers:1:Queue=nowhere")]
    [InlineData("Routing:Ask:0:Answers:1:Skills:billing is 9; it must be from 1 to 5.", $"{_ask}:Answers:1:Skills:billing=9")]
    [InlineData("Routing:Ask:0:Answers:2:Value is empty; it must have 1 to 100 characters.", $"{_ask}:Answers:2:Text=Other")]
    [InlineData("Routing:Ask:0:Answers:2:Text is empty; it must be a text of 1 to 100 characters, or one for each language.", $"{_ask}:Answers:2:Value=other")]
    [InlineData("Routing:Ask:0:Answer is not a known setting; is Routing:Ask:0:Answers meant?", $"{_ask}:Answer:0:Value=x")]
    [InlineData("Routing:Ask:1:Answers has 0 answers; it must have 2 to 10.", "Routing:Ask:1:Name=other", "Routing:Ask:1:Title=Other?")]
    public async Task A_question_is_whole(string sentence, params string[] settings)
    {
        var refusals = await Refusals.OfAsync(
        [
            $"{_ask}:Name=topic", $"{_ask}:Title=What is it about?", $"{_ask}:Answers:0:Value=billing", $"{_ask}:Answers:0:Text=A bill",
            $"{_ask}:Answers:1:Value=repair", $"{_ask}:Answers:1:Text=Something is broken", .. settings,
        ]);

        Assert.Equal([sentence], refusals);
    }

    [Fact]
    public async Task There_are_at_most_three_questions_with_names_of_their_own()
    {
        var settings = from i in Enumerable.Range(0, 4)
                       from setting in new[] { $"Name=q{i / 2}", "Title=?", "Answers:0:Value=a", "Answers:0:Text=A", "Answers:1:Value=b", "Answers:1:Text=B" }
                       select $"Queues:sales:Ask:{i}:{setting}";

        Assert.Equal(
        [
            "Queues:sales:Ask has 4 questions; it must have 3 at most.",
            "Queues:sales:Ask:1:Name is q0; it must be another than those before.",
            "Queues:sales:Ask:3:Name is q1; it must be another than those before.",
        ], await Refusals.OfAsync([.. settings]));
    }
}
