using System.Text.Json;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Calls;

/// <summary>The call as it should be: a guest clicks, an operator answers, they speak, one hangs up.</summary>
public class FromClickToEndTests
{
    [Fact]
    public async Task The_feed_tells_the_whole_call_in_order_and_without_a_gap()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var conversation = await app.ConversationAsync();

        await conversation.Guest.HangsUpAsync();
        var ended = await conversation.Guest.WaitsForAsync("ended");

        Assert.Equal(["1 waiting", "2 ringing", "3 connected", "4 ended"], conversation.Guest.Events.Select(one => $"{one.Sequence} {one.Type}"));
        Assert.All(conversation.Guest.Events, one => Assert.Equal(one.Type, one.Call.State));
        Assert.Equal(conversation.Guest.Events.Select(one => one.At).Order(), conversation.Guest.Events.Select(one => one.At));
        Assert.Equal("completed", ended.Call.Outcome);
        await app.Sandbox.EmptiesAsync();
    }

    [Fact]
    public async Task The_view_says_at_each_stage_what_the_guest_may_know()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var conversation = await app.ConversationAsync();
        await conversation.Guest.HangsUpAsync();
        await conversation.Guest.WaitsForAsync("ended");

        var views = conversation.Guest.Events.ToDictionary(one => one.Type, one => one.Call);

        Assert.Equal(["ended", "connected"], views.Values.Where(view => view.Operator is { Name: "Anna Kowalska" }).Select(view => view.State).OrderDescending());
        Assert.Equal("connected", Assert.Single(views.Values, view => view.GuestLink is not null).State);
        Assert.Equal("ended", Assert.Single(views.Values, view => view.Outcome is not null).State);
        Assert.Equal("ended", Assert.Single(views.Values, view => view.EndedAt is not null).State);
        Assert.All(views.Values, view => Assert.Equal(("default", conversation.Guest.Id, false), (view.Queue, view.Id, view.Recorded)));
        Assert.All(views.Values, view => Assert.Equal(TimeSpan.Zero, view.ArrivedAt.Offset));
        var end = views["ended"];
        Assert.True(end.ArrivedAt <= end.AnsweredAt && end.AnsweredAt <= end.EndedAt);
    }

    [Fact]
    public async Task The_view_has_exactly_the_members_that_are_promised_and_the_token_only_once()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var guest = await app.GuestCallsAsync();
        using var http = app.Guest();
        http.DefaultRequestHeaders.Authorization = new("Bearer", guest.Token);

        using var view = JsonDocument.Parse(await http.GetStringAsync(new Uri($"/api/calls/{guest.Id}", UriKind.Relative)));

        Assert.Equal(
            [
                "id", "queue", "state", "position", "estimatedWaitSeconds", "notice", "recorded", "operator", "guestLink", "outcome",
                "arrivedAt", "answeredAt", "endedAt",
            ],
            view.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.NotEmpty(guest.Token);
    }

    [Fact]
    public async Task TrueConf_is_asked_no_more_than_it_takes_and_in_the_right_order()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var conversation = await app.ConversationAsync();
        await conversation.Guest.HangsUpAsync();
        await app.Sandbox.EmptiesAsync();

        ApiRoute[] once = [ApiRoute.Token, ApiRoute.Groups, ApiRoute.Create, ApiRoute.Users, ApiRoute.Run, ApiRoute.Clients, ApiRoute.Stop, ApiRoute.Delete];
        Assert.Equal(once.Select(route => (route, 1)), once.Select(route => (route, app.Asked(route))));

        var happened = app.Sandbox.Log.Where(entry => entry.Kind == LogKind.Request).ToList();
        var (users, run) = (happened.Find(entry => entry.Route == ApiRoute.Users)!, happened.Find(entry => entry.Route == ApiRoute.Run)!);
        Assert.True(users.At <= run.At, "The operator's status is asked before the ring.");
        Assert.True(happened.FindIndex(entry => entry.Route == ApiRoute.Stop) < happened.FindIndex(entry => entry.Route == ApiRoute.Delete));
    }

    [Fact]
    public async Task The_conference_is_made_for_two_who_are_the_operator_and_a_guest()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(("Routing:GuestRights:recording", "false"));
        app.Sandbox.OperatorIsOnline("anna");
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        using var guest = await app.GuestCallsAsync(new { guest = new { name = "Ivan" } });

        var rung = await app.Sandbox.RingsAsync("anna");
        var made = await administrator.LooksAtAsync(rung.Id);

        Assert.Equal(["anna"], rung.Ringing);
        Assert.Equal("anna@sandbox.local", made.GetProperty("owner").GetString());
        Assert.Matches("^Ivan - default ·[0-9a-z]{10}$", made.GetProperty("topic").GetString());
        Assert.Equal(0, made.GetProperty("type").GetInt32());
        Assert.Equal(2, made.GetProperty("max_participants").GetInt32());
        Assert.Equal(-1, made.GetProperty("schedule").GetProperty("type").GetInt32());
        Assert.Equal(0, made.GetProperty("auto_invite").GetInt32());
        Assert.Equal(0, made.GetProperty("recording").GetInt32());
        Assert.True(made.GetProperty("allow_guests").GetBoolean());
        var rights = made.GetProperty("rights").GetProperty("guest");
        Assert.Equal(14, rights.EnumerateObject().Count());
        Assert.False(rights.GetProperty("recording").GetBoolean());
        Assert.Equal("contact-center", rung.Tags[0]);
        Assert.StartsWith("contact-center:i:", rung.Tags[1], StringComparison.Ordinal);
        Assert.StartsWith("contact-center:l:", rung.Tags[2], StringComparison.Ordinal);
        Assert.Equal(3, rung.Tags.Count);
    }

    [Fact]
    public async Task Where_the_queue_records_the_guest_is_told_before_and_TrueConf_is_told_to()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(("Routing:Recording", "true"));
        app.Sandbox.OperatorIsOnline("anna");
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        using var guest = await app.GuestCallsAsync();

        var made = await administrator.LooksAtAsync((await app.Sandbox.RingsAsync("anna")).Id);

        Assert.True(guest.Placed.Recorded);
        Assert.True((await app.QueueAsync()).Recorded);
        Assert.Equal(1, made.GetProperty("recording").GetInt32());
    }

    [Fact]
    public async Task Asking_about_the_queue_asks_TrueConf_nothing()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        await Eventually.IsTrueAsync("the group was read", () => app.Asked(ApiRoute.GroupUsers) > 0);
        var before = app.Sandbox.Log[^1].Number;

        var queue = await app.QueueAsync();

        Assert.Empty(queue.Questions);
        Assert.Equal(
            new SeenQueue(
                "default",
                "default",
                Open: true,
                ClosedBecause: null,
                OpensAt: null,
                CallSupported: true,
                Waiting: 0,
                EstimatedWaitSeconds: null,
                Recorded: false,
                queue.Questions),
            queue);
        Assert.Empty(app.Sandbox.LogAfter(before));
    }

    [Fact]
    public async Task Nothing_that_is_the_guests_own_gets_into_the_log()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync(new
        {
            guest = new { name = "Perpetua", email = "perpetua@example.org", phone = "+49 151 555" },
            attributes = new { order = "A-4711" },
            pageUrl = "https://shop.example/basket?secret=1",
        });
        using (var line = await HubLine.OpenAsync(app.Address))
        {
            await line.FollowAsync(guest.Id, guest.Token);
            await app.Sandbox.RingsAsync("anna");
            app.Sandbox.OperatorAnswers("anna");
            await line.EventsUntilAsync("connected");
        }

        var fresh = await guest.JoinsAsync();
        await guest.PageClosesAsync(fresh.Leg);
        var connected = await guest.WaitsForAsync("connected");
        await guest.WaitsForAsync("ended");
        await app.Sandbox.EmptiesAsync();

        // The framework's own chatter is kept out of what is written by ServerLogging; a test captures everything.
        var written = app.Log.Where(entry =>
            entry.Category.StartsWith("ContactCenter", StringComparison.Ordinal) || entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning).ToList();
        Assert.Contains(written, entry => entry.Text.Contains(guest.Id, StringComparison.Ordinal));
        string[] secrets =
        [
            guest.Token, "Perpetua", "perpetua@example.org", "+49 151 555", "A-4711", "secret=1", connected.Call.GuestLink!, fresh.GuestLink,
            "#login", SandboxServer.ClientSecret + "\"",
        ];
        Assert.Empty(from entry in written
                     from secret in secrets
                     where entry.Text.Contains(secret, StringComparison.OrdinalIgnoreCase)
                     select $"{secret}: {entry.Text}");
    }
}
