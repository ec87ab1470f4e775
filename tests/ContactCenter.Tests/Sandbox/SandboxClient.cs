using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Sandbox;

/// <summary>A sandbox, and somebody who speaks to its API in plain HTTP: what these tests are about is the bytes.</summary>
internal sealed class SandboxClient : IAsyncDisposable
{
    private SandboxClient(SandboxServer server, ManualTimeProvider clock)
    {
        (Server, Clock) = (server, clock);
        Http = new HttpClient { BaseAddress = server.Url };
    }

    public SandboxServer Server { get; }

    public ManualTimeProvider Clock { get; }

    public HttpClient Http { get; }

    /// <summary>Signed in with the application's credentials.</summary>
    public static async Task<SandboxClient> StartAsync()
    {
        var stranger = await StartWithoutTokenAsync();
        await stranger.TakeTokenAsync();
        return stranger;
    }

    public static async Task<SandboxClient> StartWithoutTokenAsync()
    {
        var clock = new ManualTimeProvider();
        return new SandboxClient(await SandboxServer.StartAsync("http://127.0.0.1:0", clock, CancellationToken.None), clock);
    }

    public async Task TakeTokenAsync()
    {
        var (_, body) = await PostFormAsync("oauth2/v1/token", Credentials);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)body!["access_token"]);
    }

    public static Dictionary<string, string> Credentials => new()
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = SandboxServer.ClientId,
        ["client_secret"] = SandboxServer.ClientSecret,
    };

    public Task<(int Status, JsonNode? Body)> GetAsync(string path) => AnswerAsync(Http.GetAsync(Relative(path)));

    public Task<(int Status, JsonNode? Body)> DeleteAsync(string path) => AnswerAsync(Http.DeleteAsync(Relative(path)));

    public Task<(int Status, JsonNode? Body)> PostAsync(string path, object? body = null) =>
        AnswerAsync(Http.PostAsync(Relative(path), JsonContent.Create(body ?? new { })));

    public Task<(int Status, JsonNode? Body)> PutAsync(string path, object body) =>
        AnswerAsync(Http.PutAsync(Relative(path), JsonContent.Create(body)));

    public Task<(int Status, JsonNode? Body)> PostFormAsync(string path, Dictionary<string, string> form) =>
        AnswerAsync(Http.PostAsync(Relative(path), new FormUrlEncodedContent(form)));

    /// <summary>A two-person conference of an operator who is invited, as the product makes them; the answer is its id.</summary>
    public async Task<string> CreateAsync(string owner = "anna", params string[] tags)
    {
        var (status, body) = await PostAsync("api/v3.11/conferences", NewConference(owner, tags));
        Assert.Equal(200, status);
        return (string)body!["conference"]!["id"]!;
    }

    public async Task<string> RunAsync(string owner = "anna")
    {
        var id = await CreateAsync(owner);
        Assert.Equal(200, (await PostAsync($"api/v3.11/conferences/{id}/run")).Status);
        return id;
    }

    public static object NewConference(string owner, params string[] tags) => new
    {
        topic = "Ivan - default",
        type = 0,
        owner,
        invitations = new[] { new { id = owner } },
        max_participants = 2,
        schedule = new { type = -1 },
        allow_guests = true,
        auto_invite = 0,
        tags,
    };

    public async Task<string> GuestLinkAsync(string conference)
    {
        var (_, body) = await GetAsync($"api/v3.11/software/clients?call_id={conference}&user=2$ivan*Ivan");
        return (string)body!["clients"]![0]!["web_url"]!;
    }

    public async Task<string[]> ParticipantsAsync(string conference)
    {
        var (_, body) = await GetAsync($"api/v3.11/conferences/{conference}/participants");
        return [.. body!["participants"]!.AsArray().Select(participant => (string)participant!["id"]!)];
    }

    public async Task<int> StatusAsync(string user)
    {
        var (_, body) = await GetAsync($"api/v3.11/users/{user}");
        return (int)body!["user"]!["status"]!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static async Task<(int Status, JsonNode? Body)> AnswerAsync(Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
