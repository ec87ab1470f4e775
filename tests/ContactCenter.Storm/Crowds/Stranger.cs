using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TrueConf.Sandbox;

namespace ContactCenter.Storm.Crowds;

/// <summary>Somebody else who uses the same TrueConf Server's API.</summary>
internal static class Stranger
{
    /// <summary>Makes a conference with these tags.</summary>
    public static async Task MakesAsync(SandboxServer trueConf, IReadOnlyList<string> tags)
    {
        using var http = new HttpClient { BaseAddress = trueConf.Url };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = SandboxServer.ClientId,
            ["client_secret"] = SandboxServer.ClientSecret,
        });
        using var reply = await http.PostAsync(new Uri("/oauth2/v1/token", UriKind.Relative), form);
        var token = await reply.Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        using var made = await http.PostAsJsonAsync(new Uri("/api/v3.11/conferences", UriKind.Relative), new { type = 0, topic = "Somebody's", owner = "anna", tags });
        made.EnsureSuccessStatusCode();
    }
}
