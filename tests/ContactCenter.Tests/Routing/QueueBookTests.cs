using ContactCenter.Routing;
using ContactCenter.Tests.Hosting.Settings;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ContactCenter.Tests.Routing;

/// <summary>A queue's own settings win over those of Routing, key by key.</summary>
public class QueueBookTests
{
    private const string _questions = """
        { "Queues": { "sales": {}, "Front": { "Ask": [ {
          "Name": "topic", "Title": "About?",
          "Answers": [
            { "Value": "billing", "Text": { "ru": "Счёт", "EN": "A bill" }, "Skills": { "billing": 2 }, "Queue": "Sales" },
            { "Value": "other", "Text": { "ru": "Другое" } } ] } ] } } }
        """;

    [Fact]
    public async Task A_queue_without_settings_of_its_own_has_those_of_Routing()
    {
        var queue = await DefaultAsync("Routing:RingTimeout=00:00:25", "Routing:Group=Sales");

        Assert.Equal((TimeSpan.FromSeconds(25), "Sales", "default"), (queue.RingTimeout, queue.Group, queue.Title));
        Assert.Equal(14, queue.GuestRights.Count(right => right.Value));
        Assert.True(queue.Hours.IsOpen(DateTimeOffset.UnixEpoch));
        Assert.Equal((0, 0, 0, 0, null), (queue.Skills.Count, queue.SkillAttributes.Count, queue.Ladder.Count, queue.Ask.Count, queue.OverflowTo));
    }

    [Fact]
    public async Task What_a_queue_says_itself_wins()
    {
        var queue = await DefaultAsync(
            "Routing:RingTimeout=00:00:25", "Routing:MaxOffers=4", "Routing:GuestRights:recording=false",
            "Queues:default:RingTimeout=00:00:15", "Queues:default:Title=Sales", "Queues:default:GuestRights:chat_send=false");

        Assert.Equal((TimeSpan.FromSeconds(15), 4, "Sales"), (queue.RingTimeout, queue.MaxOffers, queue.Title));
        Assert.Equal(["chat_send", "recording"], queue.GuestRights.Where(right => !right.Value).Select(right => right.Key).Order());
    }

    [Fact]
    public async Task Queues_are_found_by_name_without_case_and_the_default_one_is_the_first()
    {
        await using var app = Refusals.Build("Queues:Sales:Group=Sellers", "Queues:back-office:Title=Back office");
        var book = app.Services.GetRequiredService<QueueBook>();

        Assert.Equal(["default", "back-office", "sales"], book.All.Select(queue => queue.Name));
        Assert.Equal(["default", "Back office", "Sales"], book.All.Select(queue => queue.Title));
        Assert.Equal(["Operators", "Operators", "Sellers"], book.All.Select(queue => queue.Group));
        Assert.Same(book.All[0], book.Find("Default"));
        Assert.Same(book.All[2], book.Find("SALES"));
        Assert.Null(book.Find("support"));
    }

    [Fact]
    public async Task A_list_or_a_map_of_a_queue_takes_the_place_of_that_of_Routing_whole()
    {
        var book = await BookAsync("""
            { "Routing": { "Skills": { "billing": 2 }, "SkillAttributes": [ "language" ], "Ladder": [ { "After": "00:00:30", "Any": true } ] },
              "Queues": {
                "heir": {},
                "own": { "Skills": { "repair": 3 }, "SkillAttributes": [ "topic", "product" ], "Ladder": [ { "After": "00:00:10", "MinLevel": 2 } ] },
                "none": { "Skills": {}, "SkillAttributes": [], "Ladder": [] } } }
            """);

        Assert.Equal(["heir: billing 2; language; 00:00:30 0", "own: repair 3; topic, product; 00:00:10 2", "none: ; ; "], new[] { "heir", "own", "none" }
            .Select(name => book.Find(name)!)
            .Select(queue => $"{queue.Name}: {string.Join(", ", queue.Skills.Select(skill => $"{skill.Key} {skill.Value}"))}; "
                + $"{string.Join(", ", queue.SkillAttributes)}; {string.Join(", ", queue.Ladder.Select(step => $"{step.After} {step.AtMost}"))}"));
    }

    [Fact]
    public async Task Hours_are_those_of_Routing_key_by_key()
    {
        var book = await BookAsync("""
            { "Routing": { "Hours": { "TimeZone": "Europe/Berlin", "Week": { "Monday": "09:00-17:00" }, "Exceptions": { "2026-06-08": "closed" } } },
              "Queues": { "late": { "Hours": { "Week": { "monday": "17:00-24:00" } } } } }
            """);
        DateTimeOffset monday = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero), evening = monday.AddHours(10), holiday = monday.AddDays(7);

        Assert.Equal([true, false, false], new[] { monday, evening, holiday }.Select(book.All[0].Hours.IsOpen));
        Assert.Equal([false, true, false], new[] { monday, evening, holiday }.Select(book.Find("late")!.Hours.IsOpen));
        Assert.Equal(new DateTimeOffset(2026, 6, 15, 15, 0, 0, TimeSpan.Zero), book.Find("late")!.Hours.NextOpening(holiday));
    }

    [Fact]
    public async Task A_question_has_its_texts_by_language_and_one_for_all_others()
    {
        var question = Assert.Single((await BookAsync(_questions)).Find("front")!.Ask);

        Assert.Equal(("topic", "About?"), (question.Name, question.Title[""]));
        Assert.Equal(["billing", "other"], question.Answers.Select(answer => answer.Value));
        Assert.Equal([("", "A bill"), ("en", "A bill"), ("ru", "Счёт")], Texts(question.Answers[0]));
        Assert.Equal([("", "Другое"), ("ru", "Другое")], Texts(question.Answers[1]));
        Assert.Equal([KeyValuePair.Create("billing", 2)], question.Answers[0].Skills);
        Assert.Equal(("sales", null), (question.Answers[0].Queue, question.Answers[1].Queue));
    }

    [Fact]
    public async Task A_queue_overflows_to_the_one_named_if_anything_makes_it()
    {
        await using var app = Refusals.Build(
            "Routing:OverflowTo=Reserve", "Routing:OverflowAfter=00:01:00", "Queues:reserve:Group=Everybody", "Queues:patient:OverflowAfter=00:00:00");

        Assert.Equal(
            [("default", "reserve"), ("patient", null), ("reserve", null)],
            app.Services.GetRequiredService<QueueBook>().All.Select(queue => (queue.Name, queue.OverflowTo)));
    }

    private static IEnumerable<(string, string)> Texts(Answer answer) =>
        answer.Text.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => (text.Key, text.Value));

    private static async Task<QueueSettings> DefaultAsync(params string[] settings)
    {
        await using var app = Refusals.Build(settings);
        return app.Services.GetRequiredService<QueueBook>().All.Single();
    }

    private static async Task<QueueBook> BookAsync(string json)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("appsettings.json"), json);
        await using var app = Refusals.Build($"contentRoot={folder.Path}");
        return app.Services.GetRequiredService<QueueBook>();
    }
}
