using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ContactCenter.Routing;
using ContactCenter.Tests.Support;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>Why a guest is not taken, or taken by another queue; and what the queue says of itself.</summary>
public class TurnedAwayTests
{
    private static readonly Uri _calls = new("/api/calls", UriKind.Relative);

    private static readonly OpeningHours _never = new()
    {
        Week = new Dictionary<DayOfWeek, IReadOnlyList<OpenTime>> { [DayOfWeek.Monday] = [] },
    };

    [Fact]
    public async Task Outside_its_hours_a_queue_says_when_it_opens()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var opens = new DateTimeOffset(today.AddDays(2).ToDateTime(default), TimeSpan.Zero);
        var hours = _never with { Exceptions = new Dictionary<DateOnly, IReadOnlyList<OpenTime>> { [today.AddDays(2)] = OpenTime.AllDay } };
        await using var app = await ContactCenterApp.StartWithQueuesAsync(Patient() with { Hours = hours });
        using var http = app.Guest();

        using var reply = await http.PostAsync(_calls, content: null);

        var problem = await reply.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "queue-closed");
        Assert.Equal(opens, problem.GetProperty("opensAt").GetDateTimeOffset());
        Assert.Equal(TimeSpan.FromDays(1), reply.Headers.RetryAfter?.Delta);
        var queue = await app.QueueAsync();
        Assert.Equal((false, "closed", opens), (queue.Open, queue.ClosedBecause, queue.OpensAt));
    }

    [Fact]
    public async Task A_call_that_was_placed_before_the_queue_closed_waits_on_and_is_still_what_its_key_stands_for()
    {
        var clock = new ManualTimeProvider(Noon);
        var hours = _never with
        {
            Exceptions = new Dictionary<DateOnly, IReadOnlyList<OpenTime>>
            {
                [DateOnly.FromDateTime(Noon.UtcDateTime)] = [new OpenTime(TimeSpan.Zero, Noon.TimeOfDay + TimeSpan.FromSeconds(10))],
            },
        };
        await using var app = await ContactCenterApp.StartWithQueuesAsync(clock, Patient() with { Hours = hours });
        using var http = app.Guest();
        using var before = await PlaceAsync(http, "{}", new string('k', 30));

        // Not so long that the guest, of whom nothing is heard, is given up.
        clock.Advance(TimeSpan.FromSeconds(10));

        using var repeated = await PlaceAsync(http, "{}", new string('k', 30));
        using var other = await PlaceAsync(http, """{ "pageUrl": "x" }""", new string('k', 30));
        using var next = await PlaceAsync(http, "{}", new string('n', 30));
        var (one, same) = ((await before.Content.ReadFromJsonAsync<SeenCall>())!, (await repeated.Content.ReadFromJsonAsync<SeenCall>())!);
        Assert.Equal((one.Id, one.Token, "waiting"), (same.Id, same.Token, same.State));
        await other.IsProblemAsync(HttpStatusCode.Conflict, "idempotency-key-reused");
        var problem = await next.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "queue-closed");
        Assert.Equal(JsonValueKind.Null, problem.GetProperty("opensAt").ValueKind);
    }

    [Fact]
    public async Task While_nobody_is_signed_in_a_queue_that_refuses_says_so_and_takes_calls_again_when_somebody_is()
    {
        await using var app = await ContactCenterApp.StartWithQueuesAsync(Patient() with { RefusesWhenNobody = true });
        await Eventually.IsTrueAsync("the queue says so", async () => (await app.QueueAsync()) is { Open: false, ClosedBecause: "nobody", OpensAt: null });
        using var http = app.Guest();

        using (var reply = await http.PostAsync(_calls, content: null))
        {
            await reply.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "nobody-there");
        }

        app.Sandbox.OperatorIsOnline("anna");
        await Eventually.IsTrueAsync("the queue takes calls", async () => (await app.QueueAsync()).Open);
        using var guest = await app.GuestCallsAsync();
        Assert.Equal("waiting", guest.Placed.State);
    }

    [Fact]
    public async Task A_full_queue_passes_calls_on_while_the_other_is_not_full_and_then_says_that_it_is_full()
    {
        await using var app = await ContactCenterApp.StartWithQueuesAsync(
            Patient() with { QueueLimit = 1, OverflowTo = "second" }, Patient("second") with { QueueLimit = 1 });
        using var first = await app.GuestCallsAsync();
        using var second = await app.GuestCallsAsync();
        using var http = app.Guest();

        using var third = await http.PostAsync(_calls, content: null);

        Assert.Equal(("default", "second"), (first.Placed.Queue, second.Placed.Queue));
        await third.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "queue-full");
        await Eventually.IsTrueAsync("both say so", async () =>
            (await app.QueueAsync()).ClosedBecause == "full" && (await app.QueueAsync("second")).ClosedBecause == "full");
    }

    [Fact]
    public async Task Where_so_many_wait_that_another_queue_takes_over_it_does_while_it_is_open()
    {
        await using var app = await ContactCenterApp.StartWithQueuesAsync(
            Patient() with { OverflowLength = 1, OverflowTo = "second" },
            Patient("second"),
            Patient("shut") with { OverflowLength = 1, OverflowTo = "closed" },
            Patient("closed") with { Hours = _never });
        using var first = await app.GuestCallsAsync();
        using var shut = await app.GuestCallsAsync(new { queue = "shut" });
        await Eventually.IsTrueAsync("both are counted", async () =>
            (await app.QueueAsync()).Waiting == 1 && (await app.QueueAsync("shut")).Waiting == 1);

        using var second = await app.GuestCallsAsync();
        using var stays = await app.GuestCallsAsync(new { queue = "shut" });

        Assert.Equal(("default", "second", "shut"), (first.Placed.Queue, second.Placed.Queue, stays.Placed.Queue));
        await Eventually.IsTrueAsync("places are of all who wait for the same operators", async () => (await stays.LooksAsync()).Position == 4
            || (await second.LooksAsync()).Position == 4);
    }

    [Fact]
    public async Task A_queue_shows_what_it_asks_and_takes_only_answers()
    {
        var text = new Dictionary<string, string> { [""] = "Topic", ["ru"] = "Тема" };
        var question = new Question("topic", text, [new Answer("bill", text, new Dictionary<string, int>(), null)]);
        await using var app = await ContactCenterApp.StartWithQueuesAsync(Patient() with { Ask = [question] });
        using var http = app.Guest();

        var asked = Assert.Single((await app.QueueAsync()).Questions);
        Assert.Equal(("topic", "Тема", "bill"), (asked.Name, asked.Title["ru"], Assert.Single(asked.Answers).Value));
        using var wrong = await PlaceAsync(http, """{ "attributes": { "topic": "love" } }""");
        var problem = await wrong.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("'love'", problem.GetProperty("errors").GetProperty("attributes.topic")[0].GetString(), StringComparison.Ordinal);
        using var right = await PlaceAsync(http, """{ "attributes": { "topic": "bill" } }""");
        Assert.Equal(HttpStatusCode.Accepted, right.StatusCode);
    }

    private static QueueSettings Patient(string name = "default") =>
        QueueSettings.Of(name, new QueueOptions { MaxSearches = 0, GuestGrace = TimeSpan.FromMinutes(1) });

    private static async Task<HttpResponseMessage> PlaceAsync(HttpClient http, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _calls) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await http.SendAsync(request);
    }
}
