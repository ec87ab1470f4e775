using ContactCenter.Operators;
using ContactCenter.Routing;
using ContactCenter.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Tests.Hosting.Settings;

/// <summary>What becomes of an edit of the settings file, look by look.</summary>
public sealed class SettingsFollowerTests : IDisposable
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly SettingsFile _file = new("{}");
    private readonly CapturedLog _log = new();
    private WebApplication? _server;

    private QueueSettings Queue => _server!.Services.GetRequiredService<QueueBook>().All.Single();

    [Fact]
    public async Task An_edit_that_is_still_being_written_is_not_judged()
    {
        await StartAsync();

        _file.Write("""{ "Routing": { "Recording": """);
        await LookAsync(times: 1);
        _file.Write("""{ "Routing": { "Recording": true } }""");
        await LookAsync(times: 1);
        Assert.False(Queue.Recording);

        await LookAsync(times: 1);
        Assert.True(Queue.Recording);
        Assert.DoesNotContain(Said, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "Routing": { "Recording": true }, """, "appsettings.json cannot be read: Expected start of a property name")]
    [InlineData("""{ "Routing": { "Recording": true, "recording": false } }""", "appsettings.json cannot be read: A duplicate key 'Routing:recording' was found.")]
    [InlineData("Recording", "appsettings.json cannot be read: 'R' is an invalid start of a value.")]
    [InlineData("""{ "Routing": { "Recording": true, "Grup": "x" } }""", "Routing:Grup is not a known setting; is Routing:Group meant?")]
    [InlineData("""{ "Routing": { "Recording": true }, "Widget": { "AllowedSites": [ "*" ] } }""", "Widget:AllowedSites:0 is *; it must be an origin")]
    public async Task What_is_wrong_anywhere_in_an_edit_keeps_all_of_it_out_and_is_said_once(string json, string mistake)
    {
        await StartAsync();

        _file.Write(json);
        await LookAsync(times: 4);

        Assert.False(Queue.Recording);
        Assert.StartsWith(
            $"Error: The edited settings are refused, all of them; the last valid ones stay in force. {mistake}", Assert.Single(Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Back_to_what_was_is_right_again()
    {
        await StartAsync();
        _file.Write("nonsense");
        await LookAsync(times: 2);

        _file.Write("{}");
        await LookAsync(times: 2);

        Assert.Equal("Information: The settings are right again, and as they were.", Said[^1]);
    }

    [Fact]
    public async Task A_key_that_needs_a_restart_is_named_once_and_ignored_and_the_rest_of_the_edit_holds()
    {
        await StartAsync();

        _file.Write("""{ "Routing": { "MaxOffers": 4 }, "Widget": { "AllowedSites": [ "https://shop.example.com" ] }, "Serilog": { "MinimumLevel": "Debug" } }""");
        await LookAsync(times: 3);
        _file.Write("""{ "Routing": { "MaxOffers": 5 }, "Widget": { "AllowedSites": [ "https://shop.example.com" ] }, "Serilog": { "MinimumLevel": "Debug" } }""");
        await LookAsync(times: 3);

        Assert.Equal(5, Queue.MaxOffers);
        Assert.Equal(
        [
            "Warning: Settings were changed that apply only after a restart: Serilog:MinimumLevel, Widget:AllowedSites.",
            "Information: Changed settings are in force: Routing:MaxOffers is 4, Queues:default:MaxOffers is 4.",
            "Information: Changed settings are in force: Routing:MaxOffers is 5, Queues:default:MaxOffers is 5.",
        ], Said);
    }

    [Fact]
    public async Task What_is_written_differently_and_means_the_same_changes_nothing()
    {
        await StartAsync();

        _file.Write("""{ "Routing": { "RingTimeout": "00:00:20" }, "TrueConf": { "RequestTimeout": "0:0:10", "Tag": "contact-center" } }""");
        await LookAsync(times: 3);

        Assert.Empty(Said);
    }

    [Fact]
    public async Task The_command_line_wins_over_an_edit_as_it_does_over_the_file()
    {
        await StartAsync("Routing:MaxOffers=7");

        _file.Write("""{ "Routing": { "MaxOffers": 4, "QueueLimit": 5 } }""");
        await LookAsync(times: 2);

        Assert.Equal((7, 5), (Queue.MaxOffers, Queue.QueueLimit));
    }

    [Fact]
    public async Task Which_groups_are_read_and_how_often_follows_an_edit()
    {
        await StartAsync();
        var follower = _server!.Services.GetRequiredService<IRosterFollower>();
        var told = new List<FollowedGroup>();
        follower.GroupsChanged += () => told.AddRange(follower.Groups);

        _file.Write("""{ "Routing": { "Group": "Sales" }, "Queues": { "default": { "RosterInterval": "00:00:02" } } }""");
        await LookAsync(times: 3);

        Assert.Equal([new FollowedGroup("Sales", TimeSpan.FromSeconds(2))], told);
    }

    [Fact]
    public async Task Queues_come_change_and_go_with_the_file()
    {
        await StartAsync();
        var book = _server!.Services.GetRequiredService<QueueBook>();

        _file.Write("""{ "Queues": { "sales": { "Group": "Sellers" }, "support": {} } }""");
        await LookAsync(times: 2);
        Assert.Equal(["default Operators", "sales Sellers", "support Operators"], book.All.Select(queue => $"{queue.Name} {queue.Group}"));

        _file.Write("""{ "Queues": { "Sales": { "Group": "Sellers", "Ladder": [ { "After": "00:00:30", "MinLevel": 2 } ], "Hours": { "Week": { "Monday": "closed" } } } } }""");
        await LookAsync(times: 3);
        Assert.Equal(["default", "sales"], book.All.Select(queue => queue.Name));
        Assert.Equal([new LadderStep(TimeSpan.FromSeconds(30), 2)], book.All[1].Ladder);

        _file.Write("""{ "Queues": {} }""");
        await LookAsync(times: 3);
        Assert.Equal(["default"], book.All.Select(queue => queue.Name));

        Assert.Equal(
        [
            "Information: Changed settings are in force: Queues:sales is new, Queues:support is new.",
            "Information: Changed settings are in force: Queues:Sales:Ladder is (After 00:00:30, MinLevel 2, Any False), "
                + "Queues:Sales:Hours is TimeZone UTC, Week (Monday closed), Queues:support is gone.",
            "Information: Changed settings are in force: Queues:Sales is gone.",
        ], Said);
    }

    [Fact]
    public async Task A_queue_that_others_need_cannot_go()
    {
        _file.Write("""{ "Queues": { "sales": { "OverflowTo": "reserve", "OverflowAfter": "00:01:00" }, "reserve": {} } }""");
        await StartAsync();

        _file.Write("""{ "Queues": { "sales": { "OverflowTo": "reserve", "OverflowAfter": "00:01:00" } } }""");
        await LookAsync(times: 3);

        Assert.NotNull(_server!.Services.GetRequiredService<QueueBook>().Find("reserve"));
        Assert.EndsWith("Queues:sales:OverflowTo is reserve; it must be the name of another queue.", Assert.Single(Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skills_and_the_groups_that_give_them_follow_an_edit()
    {
        await StartAsync();
        var skills = _server!.Services.GetRequiredService<OperatorSkills>();
        var follower = _server.Services.GetRequiredService<IRosterFollower>();
        var changes = 0;
        skills.Changed += () => changes++;

        _file.Write("""{ "Operators": { "Skills": { "anna": { "billing": 3 } }, "GroupSkills": { "operators": { "german": 2 }, "Cashiers": { "billing": 1 } } } }""");
        await LookAsync(times: 3);
        _file.Write("""{ "Operators": { "Skills": { "anna": { "billing": 3 } }, "GroupSkills": { "operators": { "german": 2 }, "Cashiers": { "billing": 1 } } }, "Routing": { "MaxOffers": 4 } }""");
        await LookAsync(times: 3);

        Assert.Equal(3, skills.SkillsOf(new OperatorId("anna"))["billing"]);
        Assert.Equal(1, changes);
        Assert.Equal(
            [new FollowedGroup("Operators", TimeSpan.FromSeconds(1)), new FollowedGroup("Cashiers", TimeSpan.FromSeconds(30), TakesCalls: false)],
            follower.Groups);
        Assert.Equal(
            "Information: Changed settings are in force: Operators:Skills is anna (billing 3), Operators:GroupSkills is Cashiers (billing 1), operators (german 2).",
            Said[0]);
    }

    [Fact]
    public async Task A_file_that_is_gone_leaves_the_defaults()
    {
        _file.Write("""{ "Routing": { "MaxOffers": 4 } }""");
        await StartAsync();
        Assert.Equal(4, Queue.MaxOffers);

        _file.Remove();
        await LookAsync(times: 2);

        Assert.Equal(10, Queue.MaxOffers);
    }

    public void Dispose()
    {
        (_server as IDisposable)?.Dispose();
        _file.Dispose();
    }

    private string[] Said =>
    [
        .. from entry in _log.Entries
           where entry.Category.EndsWith("SettingsFollower", StringComparison.Ordinal)
           select $"{entry.Level}: {entry.Text}",
    ];

    /// <summary>The follower alone, beside the whole product's settings.</summary>
    private async Task StartAsync(params string[] settings)
    {
        _server = Program.Build(
            [
                $"--contentRoot={_file.Place.Value}", "--environment=Production", "--Sandbox:Enabled=true", "--Serilog:MinimumLevel:Default=Fatal",
                .. settings.Select(setting => $"--{setting}"),
            ],
            services => services.AddSingleton<TimeProvider>(_clock).AddSingleton<ILoggerProvider>(_log));
        var follower = _server.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().Single(service => service is ContactCenter.Hosting.Settings.SettingsFollower);
        await follower.StartAsync(CancellationToken.None);
        await LookAsync(times: 2);
        Assert.Empty(Said);
    }

    /// <summary>The follower looks so often; returns when it rests.</summary>
    private async Task LookAsync(int times)
    {
        for (; times > 0; times--)
        {
            await _clock.WaitForTimerAsync(_look);
            _clock.Advance(_look);
        }

        await _clock.WaitForTimerAsync(_look);
    }
}
