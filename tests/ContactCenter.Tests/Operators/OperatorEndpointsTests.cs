using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Operators;

/// <summary>What a supervisor sees and does.</summary>
public class OperatorEndpointsTests
{
    [Fact]
    public async Task An_operator_is_paused_and_calls_again()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(ContactCenterApp.AdminKey);
        using var supervisor = Supervisor(app);
        await Eventually.IsTrueAsync("the group was read", async () => (await OperatorsAsync(supervisor)).Length > 0);

        using var paused = await supervisor.PutAsJsonAsync(Of("Anna@server", "/pause"), new { reason = "lunch" });

        Assert.Equal(HttpStatusCode.NoContent, paused.StatusCode);
        var anna = await AnnaAsync(supervisor);
        Assert.Equal("Operators", anna.GetProperty("groups")[0].GetString());
        Assert.Equal("lunch", anna.GetProperty("pause").GetProperty("reason").GetString());
        Assert.False(anna.GetProperty("pause").GetProperty("automatic").GetBoolean());

        using var resumed = await supervisor.DeleteAsync(Of("anna", "/pause"));
        Assert.Equal(HttpStatusCode.NoContent, resumed.StatusCode);
        anna = await AnnaAsync(supervisor);
        Assert.Equal(JsonValueKind.Null, anna.GetProperty("pause").ValueKind);
        Assert.Equal(0, anna.GetProperty("missedInRow").GetInt32());

        using var ready = await supervisor.PostAsync(Of("anna", "/ready"), content: null);
        Assert.Equal(HttpStatusCode.NoContent, ready.StatusCode);
    }

    [Fact]
    public async Task It_is_told_who_is_there_and_who_is_not()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(ContactCenterApp.AdminKey);
        using var supervisor = Supervisor(app);
        await Eventually.IsTrueAsync("the group was read", async () => (await OperatorsAsync(supervisor)).Length > 0);
        Assert.Equal("offline", (await AnnaAsync(supervisor)).GetProperty("availability").GetString());

        using var conversation = await app.ConversationAsync();

        await Eventually.IsTrueAsync("anna is there", async () => (await AnnaAsync(supervisor)).GetProperty("availability").GetString() is "talking" or "busy");
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{ "reason": " " }""")]
    [InlineData("""{ "reason": null }""")]
    public async Task A_pause_needs_a_reason(string body)
    {
        await using var app = await ContactCenterApp.StartBriskAsync(ContactCenterApp.AdminKey);
        using var supervisor = Supervisor(app);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var reply = await supervisor.PutAsync(Of("anna", "/pause"), content);

        var problem = await reply.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("reason", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Whoever_is_in_no_group_is_not_found_and_whoever_has_no_key_gets_nothing()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(ContactCenterApp.AdminKey);
        using var supervisor = Supervisor(app);
        using var stranger = app.Guest();

        using var unknown = await supervisor.DeleteAsync(Of("nobody", "/pause"));
        await unknown.IsProblemAsync(HttpStatusCode.NotFound, "operator-not-found");
        foreach (var request in new[] { (HttpMethod.Get, ""), (HttpMethod.Put, "/anna/pause"), (HttpMethod.Delete, "/anna/pause"), (HttpMethod.Post, "/anna/ready") })
        {
            using var refused = await stranger.SendAsync(new HttpRequestMessage(request.Item1, $"/api/admin/operators{request.Item2}")
            {
                Content = request.Item1 == HttpMethod.Put ? JsonContent.Create(new { reason = "x" }) : null,
            });
            await refused.IsProblemAsync(HttpStatusCode.Unauthorized, "admin-key-needed");
        }
    }

    [Fact]
    public async Task Where_no_key_is_configured_there_is_nothing()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var supervisor = Supervisor(app);

        using var reply = await supervisor.GetAsync(new Uri("/api/admin/operators", UriKind.Relative));

        await reply.IsProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private static HttpClient Supervisor(ContactCenterApp app)
    {
        var http = app.Guest();
        http.DefaultRequestHeaders.Add("X-Admin-Key", ContactCenterApp.AdminKey.Value);
        return http;
    }

    private static Uri Of(string id, string path) => new($"/api/admin/operators/{id}{path}", UriKind.Relative);

    private static async Task<JsonElement[]> OperatorsAsync(HttpClient supervisor) =>
        [.. (await supervisor.GetFromJsonAsync<JsonElement>(new Uri("/api/admin/operators", UriKind.Relative))).GetProperty("operators").EnumerateArray()];

    private static async Task<JsonElement> AnnaAsync(HttpClient supervisor) =>
        (await OperatorsAsync(supervisor)).Single(one => one.GetProperty("id").GetString() == "anna");
}
