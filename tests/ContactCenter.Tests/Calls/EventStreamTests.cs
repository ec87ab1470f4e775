using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ContactCenter.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Tests.Calls;

/// <summary>The feed as server-sent events.</summary>
public class EventStreamTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly string[] _progress = ["position", "estimatedWaitSeconds", "notice"];

    [Fact]
    public async Task A_followed_call_is_told_to_its_end_in_the_words_of_the_long_poll()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        using var stream = await EventStream.OpenAsync(app, guest);

        await app.Sandbox.RingsAsync("anna");
        app.Sandbox.OperatorAnswers("anna");
        var first = await stream.EventsUntilAsync("connected");
        await guest.PageClosesAsync();
        var rest = await stream.EventsUntilAsync("ended");

        Assert.Equal(["1 waiting", "2 ringing", "3 connected", "4 ended"], first.Concat(rest).Select(told => $"{told.Id} {told.Type}"));
        Assert.Equal(await PolledAsync(app, guest), first.Concat(rest).Select(told => told.Data));
        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task Nothing_on_the_way_is_to_keep_or_hold_back_the_stream()
    {
        using var guest = await shared.App.GuestCallsAsync();
        using var stream = await EventStream.OpenAsync(shared.App, guest);

        Assert.Equal("text/event-stream", stream.Reply.Content.Headers.ContentType?.ToString());
        Assert.Equal(("no-store", "no"), (stream.Reply.Headers.CacheControl?.ToString(), stream.Reply.Headers.GetValues("X-Accel-Buffering").Single()));
        Assert.Empty(stream.Reply.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData(null, null, "1 waiting, 2 ended")]
    [InlineData(1, null, "2 ended")]
    [InlineData(null, "1", "2 ended")]
    [InlineData(0, "1", "2 ended")]
    [InlineData(1, "0", "1 waiting, 2 ended")]
    [InlineData(99, "0", "1 waiting, 2 ended")]
    [InlineData(2, null, "")]
    public async Task Only_what_has_not_been_seen_is_told_and_the_streams_own_word_for_it_wins(int? after, string? lastEventId, string told)
    {
        using var guest = await shared.App.GuestCallsAsync();
        await guest.HangsUpAsync();
        using var stream = await EventStream.OpenAsync(shared.App, guest, after, lastEventId);

        var seen = new List<string>();
        while (await stream.NextAsync() is { } one)
        {
            seen.Add($"{one.Id} {one.Type}");
        }

        Assert.Equal(told, string.Join(", ", seen));
    }

    [Theory]
    [InlineData("?after=2", null, "after")]
    [InlineData("?wait=31", null, "wait")]
    [InlineData("", "2", "Last-Event-ID")]
    [InlineData("?after=1", "-1", "Last-Event-ID")]
    [InlineData("?after=1", "x", "Last-Event-ID")]
    public async Task What_makes_no_sense_is_refused_by_name(string query, string? lastEventId, string field)
    {
        using var guest = await shared.App.GuestCallsAsync();
        using var http = shared.App.Guest();

        using var reply = await EventStream.AskAsync(http, guest, query, lastEventId);

        var problem = await reply.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(one => one.Name));
    }

    [Fact]
    public async Task Without_the_calls_token_there_is_no_stream()
    {
        using var guest = await shared.App.GuestCallsAsync();
        using var http = shared.App.Guest();
        http.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");

        using var none = await http.GetAsync(new Uri($"/api/calls/{guest.Id}/events", UriKind.Relative));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        using var wrong = await http.GetAsync(new Uri($"/api/calls/{guest.Id}/events", UriKind.Relative));

        await none.IsProblemAsync(HttpStatusCode.Unauthorized, "token-missing");
        await wrong.IsProblemAsync(HttpStatusCode.NotFound, "call-not-found");
    }

    [Fact]
    public async Task Who_waits_is_told_the_place_without_an_id()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        using var guest = await app.GuestCallsAsync();
        using var stream = await EventStream.OpenAsync(app, guest, after: 1);

        var told = await stream.NextAsync();

        Assert.Equal((null, "progress"), (told!.Id, told.Type));
        Assert.Equal(_progress, told.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(1, told.Json.GetProperty("position").GetInt32());
    }

    [Fact]
    public async Task A_stream_on_which_nothing_happens_is_kept_alive()
    {
        await using var app = await ContactCenterApp.StartAsync(
            new QuickClock(100), ("Routing:MaxSearches", "0"), ("Routing:MaxWait", "1.00:00:00"), ("Routing:GuestGrace", "00:10:00"));
        using var guest = await app.GuestCallsAsync();
        using var stream = await EventStream.OpenAsync(app, guest, after: 1);

        await stream.CommentsReachAsync(3);

        Assert.Equal(3, stream.Comments);
    }

    [Fact]
    public async Task A_stream_that_keeps_breaking_loses_and_repeats_nothing()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:RingTimeout", "00:00:03"), ("Routing:MaxOffers", "3"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();

        var seen = new List<string>();
        while (seen.Count < 8)
        {
            var before = seen.Count;
            using var stream = await EventStream.OpenAsync(app, guest, lastEventId: seen.LastOrDefault());
            for (var heard = 0; heard < 2 && await stream.NextAsync() is { } told;)
            {
                if (told.Id is not null)
                {
                    heard++;
                    seen.Add(told.Id);
                }
            }

            Assert.True(seen.Count > before, $"The stream was complete after {string.Join(", ", seen)}.");
        }

        Assert.Equal(Enumerable.Range(1, 8).Select(number => $"{number}"), seen);
    }

    [Fact]
    public async Task An_open_stream_keeps_the_guest_present_and_one_that_is_left_ends_without_a_complaint()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:GuestGrace", "00:00:02"));
        using var guest = await app.GuestCallsAsync();
        using var stream = await EventStream.OpenAsync(app, guest);
        await stream.EventsUntilAsync("waiting");
        guest.Vanishes();
        await app.TimePassesAsync(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(app.Log, entry => entry.Text.Contains("ended", StringComparison.Ordinal));

        stream.Dispose();

        await Eventually.IsTrueAsync("the call is given up", () => app.Log.Any(entry => entry.Text.Contains("ended: Abandoned", StringComparison.Ordinal)));
        Assert.DoesNotContain(app.Log, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_stream_that_goes_wrong_is_cut_so_that_its_reader_comes_back_and_somebody_learns_why()
    {
        using var data = new TemporaryFolder();
        var file = $"Data Source={data.File("calls.db")}";
        await using var app = await ContactCenterApp.StartFastForwardAsync(("ConnectionStrings:ContactCenter", file));
        using var guest = await app.GuestCallsAsync();
        using var stream = await EventStream.OpenAsync(app, guest);
        await stream.EventsUntilAsync("waiting");
        guest.Vanishes();

        await using var vandal = new SqliteConnection($"{file};Pooling=False");
        await vandal.OpenAsync();
        await vandal.ExecuteAsync("drop table call_events; update calls set event_count = event_count + 1");

        await Assert.ThrowsAnyAsync<IOException>(() => stream.EventsUntilAsync("ended"));
        Assert.Contains(app.Log, entry => entry.Level == LogLevel.Error && entry.Text.StartsWith($"Call {guest.Id}: following it broke off.", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> PolledAsync(ContactCenterApp app, GuestOnPhone guest)
    {
        using var http = app.Guest();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guest.Token);
        var page = await http.GetStringAsync(new Uri($"/api/calls/{guest.Id}/events?after=0", UriKind.Relative));
        return [.. JsonDocument.Parse(page).RootElement.GetProperty("events").EnumerateArray().Select(one => one.GetRawText())];
    }
}
