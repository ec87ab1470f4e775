using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Calls;

/// <summary>What is taken as a call, what is not, and who may ask about it. None of these calls is answered.</summary>
public sealed class PlacingACallTests(SharedApp shared) : IClassFixture<SharedApp>, IDisposable
{
    private static readonly Uri _calls = new("/api/calls", UriKind.Relative);

    private readonly ContactCenterApp _app = shared.App;
    private readonly HttpClient _http = shared.App.Guest();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{ "guest": null, "attributes": null, "somethingElse": [1, 2] }""")]
    [InlineData("""{ "queue": "DEFAULT", "guest": { "name": "Иван 🙂", "language": "ru" }, "attributes": { "a": null, "b": "" } }""")]
    public async Task Everything_is_optional_and_what_is_not_known_is_ignored(string body)
    {
        using var reply = await PlaceAsync(body);

        Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
        var call = (await reply.Content.ReadFromJsonAsync<SeenCall>())!;
        Assert.Equal($"/api/calls/{call.Id}", reply.Headers.Location!.IsAbsoluteUri ? reply.Headers.Location.AbsolutePath : reply.Headers.Location.ToString());
        Assert.Equal(("default", "waiting"), (call.Queue, call.State));
    }

    [Theory]
    [InlineData("{ oops")]
    [InlineData("{} {}")]
    [InlineData("null")]
    [InlineData("guest=Ivan")]
    public async Task A_body_that_is_no_JSON_is_refused(string body)
    {
        using var reply = await PlaceAsync(body);

        await reply.IsProblemAsync(HttpStatusCode.BadRequest, "malformed-request");
    }

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("\"call me\"", "body")]
    [InlineData("""{ "queue": 7 }""", "queue")]
    [InlineData("""{ "guest": "Ivan" }""", "guest")]
    [InlineData("""{ "guest": { "name": "\ud800" } }""", "guest.name")]
    [InlineData("""{ "attributes": { "a": { "b": 1 } } }""", "attributes.a")]
    [InlineData("""{ "skills": ["billing"] }""", "skills")]
    [InlineData("""{ "skills": { "billing": 6 } }""", "skills.billing")]
    [InlineData("""{ "skills": { "billing": 0 } }""", "skills.billing")]
    [InlineData("""{ "skills": { "": 1 } }""", "skills.")]
    [InlineData("""{ "skills": { "a:b": 1 } }""", "skills.a:b")]
    [InlineData("""{ "skills": { "1": 1, "2": 1, "3": 1, "4": 1, "5": 1, "6": 1, "7": 1, "8": 1, "9": 1, "10": 1, "11": 1 } }""", "skills")]
    [InlineData("""{ "preferredOperator": " @server" }""", "preferredOperator")]
    public async Task A_body_of_another_shape_is_refused_by_the_name_of_the_field(string body, string field)
    {
        using var reply = await PlaceAsync(body);

        var problem = await reply.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_body_that_does_not_say_that_it_is_JSON_is_refused()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var reply = await _http.PostAsync(_calls, content);

        await reply.IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var reply = await PlaceAsync($$"""{ "pageUrl": "{{new string('x', 33 * 1024)}}" }""");

        await reply.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task Every_field_that_is_too_long_is_named_at_once()
    {
        var attributes = Enumerable.Range(0, 31).ToDictionary(number => $"a{number}", _ => "");
        attributes["long"] = new string('x', 501);
        attributes[new string('k', 65)] = "";
        using var reply = await PlaceAsync(JsonSerializer.Serialize(new
        {
            guest = new { name = new string('x', 101), email = new string('x', 255), phone = new string('1', 33), language = new string('x', 36) },
            attributes,
            pageUrl = new string('x', 2001),
        }));

        var problem = await reply.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(
            [
                "attributes", $"attributes.{new string('k', 64)}", "attributes.long", "guest.email", "guest.language", "guest.name", "guest.phone", "pageUrl",
            ],
            problem.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_not_found()
    {
        using var placed = await PlaceAsync("""{ "queue": "vip" }""");
        await placed.IsProblemAsync(HttpStatusCode.NotFound, "queue-not-found");

        using var asked = await _http.GetAsync(new Uri("/api/queues/vip", UriKind.Relative));
        await asked.IsProblemAsync(HttpStatusCode.NotFound, "queue-not-found");
    }

    [Fact]
    public async Task The_same_request_with_the_same_key_is_the_same_call()
    {
        using var first = await PlaceAsync("""{ "guest": { "name": "Ivan" }, "attributes": { "a": "1", "b": "2" } }""", new string('a', 22));
        using var second = await PlaceAsync("""{ "attributes": { "b": "2", "a": "1" }, "guest": { "name": "Ivan" } }""", new string('a', 22));
        using var other = await PlaceAsync("""{ "guest": { "name": "Petra" } }""", new string('a', 22));

        var (one, two) = ((await first.Content.ReadFromJsonAsync<SeenCall>())!, (await second.Content.ReadFromJsonAsync<SeenCall>())!);
        Assert.Equal((one.Id, one.Token), (two.Id, two.Token));
        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        await other.IsProblemAsync(HttpStatusCode.Conflict, "idempotency-key-reused");
    }

    [Fact]
    public async Task The_same_key_many_times_at_once_is_one_call()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PlaceAsync("{}", new string('c', 40))));

        var calls = new List<string>();
        foreach (var reply in replies)
        {
            calls.Add((await reply.Content.ReadFromJsonAsync<SeenCall>())!.Id);
            reply.Dispose();
        }

        Assert.Single(calls.Distinct());
    }

    [Fact]
    public async Task A_key_is_free_again_when_its_call_has_ended()
    {
        using var first = await PlaceAsync("{}", new string('b', 128));
        var one = (await first.Content.ReadFromJsonAsync<SeenCall>())!;
        using (var guest = new GuestOnPhone(_app.Guest(), one))
        {
            await guest.HangsUpAsync();
        }

        using var second = await PlaceAsync("{}", new string('b', 128));

        Assert.NotEqual(one.Id, (await second.Content.ReadFromJsonAsync<SeenCall>())!.Id);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(129)]
    public async Task A_key_that_is_too_short_or_too_long_is_refused(int length)
    {
        using var reply = await PlaceAsync("{}", new string('k', length));

        var problem = await reply.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("Idempotency-Key", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/events?after=0&wait=0")]
    [InlineData("POST", "/join")]
    [InlineData("POST", "/connection-closed")]
    [InlineData("DELETE", "")]
    public async Task Whoever_has_no_token_or_anothers_learns_nothing_and_changes_nothing(string method, string path)
    {
        using var guest = await _app.GuestCallsAsync();
        using var other = await _app.GuestCallsAsync();

        using (var nobody = await AskAsync(method, guest.Id, path, token: null))
        {
            await nobody.IsProblemAsync(HttpStatusCode.Unauthorized, "token-missing");
            Assert.Equal("Bearer", Assert.Single(nobody.Headers.WwwAuthenticate).Scheme);
        }

        (string Id, string Token)[] strangers =
        [
            (guest.Id, other.Token), (guest.Id, "x"), (guest.Id, guest.Token + "x"), (guest.Id, guest.Token.ToUpperInvariant()),
            (new string('0', 32), guest.Token), ("1", guest.Token), (Guid.Empty.ToString(), guest.Token),
        ];
        foreach (var (id, token) in strangers)
        {
            using var stranger = await AskAsync(method, id, path, token);
            await stranger.IsProblemAsync(HttpStatusCode.NotFound, "call-not-found");
        }

        Assert.Equal("waiting", (await guest.LooksAsync()).State);
    }

    [Theory]
    [InlineData("""{ "leg": 0 }""", "invalid-request")]
    [InlineData("""{ "reason": "bored" }""", "invalid-request")]
    [InlineData("""{ "leg": "x" }""", "invalid-request")]
    [InlineData("oops", "malformed-request")]
    public async Task A_closed_page_that_makes_no_sense_is_refused(string body, string type)
    {
        using var guest = await _app.GuestCallsAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/calls/{guest.Id}/connection-closed");
        request.Headers.Authorization = new("Bearer", guest.Token);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        using var reply = await _http.SendAsync(request);

        await reply.IsProblemAsync(HttpStatusCode.BadRequest, type);
    }

    [Fact]
    public async Task A_guest_is_turned_away_when_the_queue_is_full_and_taken_again_when_it_is_not()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:QueueLimit", "1"));
        using var first = await app.GuestCallsAsync();
        using var http = app.Guest();

        using (var reply = await http.PostAsync(_calls, content: null))
        {
            await reply.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "queue-full");
        }

        await Eventually.IsTrueAsync("the queue says so", async () => !(await app.QueueAsync()).Open);
        await first.HangsUpAsync();
        using var second = await app.GuestCallsAsync();
        Assert.Equal("waiting", second.Placed.State);
    }

    [Fact]
    public async Task An_address_that_calls_too_often_is_told_when_to_come_back()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(("RateLimit:CallsPerMinute", "1"), ("Hosting:KnownProxies:0", "127.0.0.1"));
        using var http = app.Guest();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7");

        using var first = await http.PostAsync(_calls, content: null);
        using var second = await http.PostAsync(_calls, content: null);

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        await second.IsProblemAsync(HttpStatusCode.TooManyRequests, "too-many-calls");
        Assert.NotNull(second.Headers.RetryAfter);
        using var allowed = await app.GuestCallsAsync();
    }

    private async Task<HttpResponseMessage> PlaceAsync(string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _calls) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await _http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> AskAsync(string method, string id, string path, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/calls/{id}{path}");
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await _http.SendAsync(request);
    }
}
