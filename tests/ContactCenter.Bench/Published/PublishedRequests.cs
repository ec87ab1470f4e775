using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TrueConf.Sandbox;

namespace ContactCenter.Bench.Published;

/// <summary>The requests to TrueConf Server that the published algorithm names, one method for each step.</summary>
internal sealed class PublishedRequests : IDisposable
{
    private const string _api = "/api/v3.11";
    private const int _virtualRoom = -1;

    private readonly HttpClient _http;
    private string _group = "";

    private PublishedRequests(Uri server) =>
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = server };

    /// <summary>With a token and the group's id: both are found out once, not by every guest.</summary>
    public static async Task<PublishedRequests> OpenAsync(Uri server)
    {
        var requests = new PublishedRequests(server);
        using var asked = await requests._http.PostAsJsonAsync("/oauth2/v1/token", new
        {
            grant_type = "client_credentials",
            client_id = SandboxServer.ClientId,
            client_secret = SandboxServer.ClientSecret,
        });
        var token = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        requests._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var groups = (await requests.GetAsync("/groups", CancellationToken.None)).GetProperty("groups").EnumerateArray();
        requests._group = groups.First(group => group.GetProperty("display_name").GetString() == "Operators").GetProperty("id").GetString()!;
        return requests;
    }

    /// <summary>Steps 1 and 2: everybody in the group whose status is 1.</summary>
    public async Task<IReadOnlyList<string>> FreeOperatorsAsync(CancellationToken cancellationToken) =>
    [
        .. from user in (await GetAsync($"/groups/{_group}/users", cancellationToken)).GetProperty("users").EnumerateArray()
           where user.GetProperty("status").GetInt32() == 1
           select user.GetProperty("id").GetString()!,
    ];

    /// <summary>Step 3: owner and participant are the operator, two participants, a virtual room, public, symmetric.</summary>
    public async Task<string> CreateAsync(string person, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(
            $"{_api}/conferences",
            new
            {
                topic = "Video call",
                type = 0,
                owner = person,
                invitations = new[] { new { id = person } },
                max_participants = 2,
                schedule = new { type = _virtualRoom },
                allow_guests = true,
                auto_invite = 0,
            },
            cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("conference").GetProperty("id").GetString()!;
    }

    /// <summary>Step 4.</summary>
    public Task RunAsync(string conference, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, $"/conferences/{conference}/run", cancellationToken);

    /// <summary>Step 5.</summary>
    public async Task<bool> IsThereAsync(string conference, string person, CancellationToken cancellationToken) =>
        (await GetAsync($"/conferences/{conference}/participants", cancellationToken)).GetProperty("participants").EnumerateArray()
            .Any(participant => participant.GetProperty("id").GetString() == person);

    /// <summary>Step 6.</summary>
    public async Task<string> GuestLinkAsync(string conference, CancellationToken cancellationToken) =>
        (await GetAsync($"/software/clients?call_id={conference}", cancellationToken)).GetProperty("clients").EnumerateArray()
            .First(client => client.GetProperty("type").GetString() == "web").GetProperty("web_url").GetString()!;

    /// <summary>Stops and deletes: when the operator did not answer, and in step 8.</summary>
    public async Task RemoveAsync(string conference, CancellationToken cancellationToken)
    {
        await SendAsync(HttpMethod.Post, $"/conferences/{conference}/stop", cancellationToken);
        await SendAsync(HttpMethod.Delete, $"/conferences/{conference}", cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, _api + path);
        using var answer = await _http.SendAsync(request, cancellationToken);
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(_api + path, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}
