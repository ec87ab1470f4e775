using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Support;

/// <summary>Somebody else who uses the same TrueConf Server's API.</summary>
internal sealed class TrueConfAdministrator : IDisposable
{
    private readonly HttpClient _http;

    private TrueConfAdministrator(HttpClient http) => _http = http;

    public static async Task<TrueConfAdministrator> SignInAsync(SandboxServer server)
    {
        var http = new HttpClient { BaseAddress = server.Url };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = SandboxServer.ClientId,
            ["client_secret"] = SandboxServer.ClientSecret,
        });
        using var reply = await http.PostAsync(new Uri("/oauth2/v1/token", UriKind.Relative), form);
        var token = await reply.Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        return new TrueConfAdministrator(http);
    }

    /// <summary>The conference as the server describes it.</summary>
    public async Task<JsonElement> LooksAtAsync(string conference)
    {
        var reply = await _http.GetFromJsonAsync<JsonElement>(Path($"/{conference}"));
        return reply.GetProperty("conference");
    }

    /// <summary>Makes and starts a conference; the answer is its id.</summary>
    public async Task<string> StartsAsync(string owner, IEnumerable<string> tags)
    {
        using var reply = await _http.PostAsJsonAsync(Path(""), new { type = 0, topic = "Somebody's", owner, tags });
        var id = (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conference").GetProperty("id").GetString()!;
        using var run = await _http.PostAsJsonAsync(Path($"/{id}/run"), new { });
        Assert.True(run.IsSuccessStatusCode);
        return id;
    }

    public async Task DeletesAsync(string conference)
    {
        using var reply = await _http.DeleteAsync(Path($"/{conference}"));
        Assert.True(reply.IsSuccessStatusCode);
    }

    public void Dispose() => _http.Dispose();

    private static Uri Path(string rest) => new($"/api/v3.11/conferences{rest}", UriKind.Relative);
}
