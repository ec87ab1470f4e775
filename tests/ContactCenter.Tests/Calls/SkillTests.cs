using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Calls;

/// <summary>Guests who need somebody who can do something.</summary>
public class SkillTests
{
    private static readonly (string, string) _claraSpeaksGerman = ("Operators:Skills:clara:german", "3");
    private static readonly object _needsGerman = new { skills = new { german = 3 } };

    [Fact]
    public async Task A_guest_who_needs_a_skill_is_brought_to_who_has_it()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_claraSpeaksGerman, ("Operators:Skills:boris:german", "2"));
        Everybody(app);

        Assert.Equal("Clara", await app.ServesAsync(_needsGerman));
        Assert.Equal((0, 0), (app.Rings("anna"), app.Rings("boris")));
    }

    [Fact]
    public async Task After_a_while_somebody_who_can_it_less_will_do_and_then_anybody()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            _claraSpeaksGerman,
            ("Routing:SoloLimit", "00:10:00"),
            ("Operators:Skills:boris:german", "1"),
            ("Routing:Ladder:0:After", "00:00:20"),
            ("Routing:Ladder:0:MinLevel", "1"),
            ("Routing:Ladder:1:After", "00:00:40"),
            ("Routing:Ladder:1:Any", "true"));
        app.Sandbox.OperatorIsBusy("clara");
        app.OperatorTakesCalls("boris");
        app.OperatorTakesCalls("anna");

        using var first = await app.GuestCallsAsync(_needsGerman);
        var connected = await first.WaitsForAsync("connected");
        using var second = await app.GuestCallsAsync(_needsGerman);
        var next = await second.WaitsForAsync("connected");

        Assert.Equal(("Boris Lindqvist", "Anna Kowalska"), (connected.Call.Operator!.Name, next.Call.Operator!.Name));
        Assert.True(RangAfter(first) >= TimeSpan.FromSeconds(20), "Boris was asked early.");
        Assert.True(RangAfter(second) >= TimeSpan.FromSeconds(40), "Anna was asked early.");
    }

    [Fact]
    public async Task Nobody_waits_for_a_skill_that_nobody_there_has()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            _claraSpeaksGerman, ("Routing:Ladder:0:After", "00:08:00"), ("Routing:Ladder:0:Any", "true"));
        app.OperatorTakesCalls("anna");
        using var guest = await app.GuestCallsAsync(_needsGerman);

        await guest.WaitsForAsync("connected");

        Assert.True(RangAfter(guest) < TimeSpan.FromMinutes(8), "It was waited for.");
    }

    [Fact]
    public async Task A_guest_whom_nobody_can_serve_does_not_hold_up_the_next()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_claraSpeaksGerman);
        app.OperatorTakesCalls("anna");
        using var needy = await app.GuestCallsAsync(_needsGerman);

        Assert.Equal("Anna", await app.ServesAsync());
        Assert.Equal("Anna", await app.ServesAsync());

        Assert.Equal(["waiting"], needy.Events.Select(one => one.Type));
        app.OperatorTakesCalls("clara");
        Assert.Equal("Clara Moreau", (await needy.WaitsForAsync("connected")).Call.Operator!.Name);
    }

    [Fact]
    public async Task A_guest_is_brought_to_who_speaks_the_language()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            ("Routing:SkillAttributes:0", "language"), ("Operators:Skills:boris:de", "1"), ("Operators:Skills:clara:ru", "1"));
        Everybody(app);

        Assert.Equal("Boris", await app.ServesAsync(new { guest = new { language = "de-AT" } }));
        Assert.Equal("Clara", await app.ServesAsync(new { guest = new { language = "de-AT" }, attributes = new { language = "RU" } }));
    }

    [Fact]
    public async Task A_group_of_TrueConf_gives_its_members_skills()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Operators:GroupSkills:Management:refunds", "2"));
        Everybody(app);
        app.OperatorTakesCalls("dmitri");

        Assert.Equal("Dmitri", await app.ServesAsync(new { skills = new { refunds = 2 } }));
    }

    [Fact]
    public async Task What_a_guest_answers_decides_on_the_skills_and_the_queue()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            ("Queues:sales:Group", "Management"),
            ("Operators:Skills:clara:billing", "2"),
            ("Queues:default:Ask:0:Name", "topic"),
            ("Queues:default:Ask:0:Title", "What is it about?"),
            ("Queues:default:Ask:0:Answers:0:Value", "bill"),
            ("Queues:default:Ask:0:Answers:0:Text", "A bill"),
            ("Queues:default:Ask:0:Answers:0:Skills:billing", "2"),
            ("Queues:default:Ask:0:Answers:1:Value", "order"),
            ("Queues:default:Ask:0:Answers:1:Text", "An order"),
            ("Queues:default:Ask:0:Answers:1:Queue", "sales"));
        Everybody(app);
        app.OperatorTakesCalls("dmitri");

        Assert.Equal("Clara", await app.ServesAsync(new { attributes = new { topic = "bill" } }));
        using var buyer = await app.GuestCallsAsync(new { attributes = new { topic = "order" } });

        Assert.Equal("sales", buyer.Placed.Queue);
        Assert.Equal("Dmitri Sokolov", (await buyer.WaitsForAsync("connected")).Call.Operator!.Name);
    }

    private static void Everybody(ContactCenterApp app) => Array.ForEach(["anna", "boris", "clara"], app.OperatorTakesCalls);

    private static TimeSpan RangAfter(GuestOnPhone guest) => guest.Events.First(one => one.Type == "ringing").At - guest.Placed.ArrivedAt;
}
