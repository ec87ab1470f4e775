using System.Net.Http.Headers;

namespace ContactCenter.Tests.Sandbox;

public class TokenTests
{
    [Fact]
    public async Task A_token_is_given_for_a_form_and_for_json()
    {
        await using var sandbox = await SandboxClient.StartWithoutTokenAsync();

        var form = await sandbox.PostFormAsync("oauth2/v1/token", SandboxClient.Credentials);
        var json = await sandbox.PostAsync("oauth2/v1/token", SandboxClient.Credentials);

        Assert.Equal((200, 200), (form.Status, json.Status));
        Assert.Equal(604800, (int)form.Body!["expires_in"]!);
        Assert.Equal("Bearer", (string?)json.Body!["token_type"]);
        Assert.NotEqual((string?)form.Body["access_token"], (string?)json.Body["access_token"]);
    }

    [Theory]
    [InlineData("client_secret", "wrong", "invalid_client")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    public async Task A_refused_token_is_a_flat_error(string field, string value, string error)
    {
        await using var sandbox = await SandboxClient.StartWithoutTokenAsync();

        var (status, body) = await sandbox.PostFormAsync("oauth2/v1/token", new(SandboxClient.Credentials) { [field] = value });

        Assert.Equal(400, status);
        Assert.Equal(error, (string?)body!["error"]);
        Assert.NotNull(body["error_description"]);
    }

    [Fact]
    public async Task A_token_may_come_in_the_header_or_in_the_query()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        var token = sandbox.Http.DefaultRequestHeaders.Authorization!.Parameter;

        var inHeader = await sandbox.GetAsync("api/v3.1/groups");
        sandbox.Http.DefaultRequestHeaders.Authorization = null;
        var inQuery = await sandbox.GetAsync($"api/v3.1/groups?access_token={token}");

        Assert.Equal((200, 200), (inHeader.Status, inQuery.Status));
    }

    [Fact]
    public async Task A_token_that_is_missing_unknown_expired_or_withdrawn_is_403_accessTokenInvalid()
    {
        await using var sandbox = await SandboxClient.StartWithoutTokenAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { TokenLife = TimeSpan.FromMinutes(1) };

        Assert.Equal((403, "accessTokenInvalid"), await RefusalAsync(sandbox));
        sandbox.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "0123");
        Assert.Equal((403, "accessTokenInvalid"), await RefusalAsync(sandbox));
        await sandbox.TakeTokenAsync();
        Assert.Equal(200, (await sandbox.GetAsync("api/v3.11/groups")).Status);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((403, "accessTokenInvalid"), await RefusalAsync(sandbox));
        await sandbox.TakeTokenAsync();
        sandbox.Server.ForgetTokens();
        Assert.Equal((403, "accessTokenInvalid"), await RefusalAsync(sandbox));
    }

    [Fact]
    public async Task A_scope_that_is_missing_is_403_forbidden_without_a_location()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { Scopes = ["conferences"] };

        var (status, body) = await sandbox.GetAsync("api/v3.11/groups");

        Assert.Equal(403, status);
        Assert.Equal("forbidden", (string?)body!["error"]!["errors"]![0]!["reason"]);
        Assert.Null(body["error"]!["errors"]![0]!["location"]);
    }

    private static async Task<(int, string?)> RefusalAsync(SandboxClient sandbox)
    {
        var (status, body) = await sandbox.GetAsync("api/v3.11/groups");
        return (status, (string?)body!["error"]!["errors"]![0]!["reason"]);
    }
}
