using ContactCenter.Operators;
using ContactCenter.Tests.Support;
using ContactCenter.TrueConf;
using Microsoft.AspNetCore.Http;

namespace ContactCenter.Tests.TrueConf;

/// <summary>One token for everybody, renewed once, never asked for in a loop.</summary>
public class AccessTokenTests
{
    private const string _expired = """{"error":{"code":403,"errors":[{"reason":"accessTokenInvalid"}]}}""";
    private const string _done = """{"groups":[],"next_page_id":-1,"state":"running"}""";

    [Fact]
    public async Task The_token_is_asked_for_as_a_form_and_sent_in_the_header()
    {
        await using var server = await StubServer.StartAsync(200, _done);
        await using var client = new TrueConfClient(server.Url);

        await client.Directory.FindGroupAsync("Operators", default);

        var token = Assert.Single(server.TokenRequests);
        Assert.Equal("application/x-www-form-urlencoded", token.ContentType);
        Assert.Equal("grant_type=client_credentials&client_id=contact-center&client_secret=very-secret", token.Body);
        var request = Assert.Single(server.Requests);
        Assert.Equal("Bearer token-1", request.Authorization);
        Assert.DoesNotContain("token", request.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_requests_that_wait_share_one_token()
    {
        await using var server = await StubServer.StartAsync(200, _done);
        await using var client = new TrueConfClient(server.Url);

        await FiftyAsync(client);

        Assert.Single(server.TokenRequests);
        Assert.Equal(50, server.Requests.Count);
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(403, _expired)]
    public async Task Fifty_requests_whose_token_expired_share_one_renewal(int status, string body)
    {
        var valid = "Bearer token-1";
        await using var server = await StubServer.StartAsync(context => Takes(valid, context, status, body));
        await using var client = new TrueConfClient(server.Url);
        await client.Directory.FindGroupAsync("Operators", default);

        valid = "Bearer token-2";
        await FiftyAsync(client);

        Assert.Equal(2, server.TokenRequests.Count);
        Assert.Equal(50, server.Requests.Count(request => request.Authorization == valid));
    }

    [Fact]
    public async Task A_changing_request_is_repeated_once_with_a_new_token_because_the_refusal_says_that_nothing_was_done()
    {
        await using var server = await StubServer.StartAsync(context => Takes("Bearer token-2", context, 403, _expired));
        await using var client = new TrueConfClient(server.Url);

        await client.Conferences.RunAsync(Some.Conference, default);

        Assert.Equal(
            ["Bearer token-1", "Bearer token-2"], server.Requests.Where(request => !request.IsLook).Select(request => request.Authorization));
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_expires()
    {
        var clock = new SkippingClock();
        await using var server = await StubServer.StartAsync(200, _done);
        await using var client = new TrueConfClient(server.Url, clock: clock);

        await client.Directory.FindGroupAsync("Operators", default);
        clock.Skip(TimeSpan.FromMinutes(58));
        await client.Directory.FindGroupAsync("Operators", default);
        Assert.Single(server.TokenRequests);

        clock.Skip(TimeSpan.FromMinutes(1));
        await client.Directory.FindGroupAsync("Operators", default);
        Assert.Equal(2, server.TokenRequests.Count);
    }

    [Theory]
    [InlineData("""{"access_token":"short","expires_in":"100"}""", 90)]
    [InlineData("""{"access_token":"silent"}""", 59 * 60)]
    [InlineData("""{"access_token":"odd","expires_in":-1}""", 59 * 60)]
    public async Task What_the_server_says_of_a_tokens_life_is_believed_with_a_margin(string token, int usefulSeconds)
    {
        var clock = new SkippingClock();
        await using var server = await StubServer.StartAsync(200, _done);
        server.Token = StubServer.Says(200, token);
        await using var client = new TrueConfClient(server.Url, clock: clock);

        await client.Directory.FindGroupAsync("Operators", default);
        clock.Skip(TimeSpan.FromSeconds(usefulSeconds - 5));
        await client.Directory.FindGroupAsync("Operators", default);
        Assert.Single(server.TokenRequests);

        clock.Skip(TimeSpan.FromSeconds(5));
        await client.Directory.FindGroupAsync("Operators", default);
        Assert.Equal(2, server.TokenRequests.Count);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client"}""")]
    [InlineData(401, """{"error":"invalid_client","error_description":"no"}""")]
    [InlineData(403, "")]
    [InlineData(200, """{"error":"invalid_client"}""")]
    public async Task Refused_credentials_are_tried_again_after_a_pause_and_not_at_the_rate_of_requests(int status, string body)
    {
        var clock = new SkippingClock();
        await using var server = await StubServer.StartAsync(200, _done);
        server.Token = StubServer.Says(status, body);
        await using var client = new TrueConfClient(server.Url, clock: clock);

        for (var request = 0; request < 10; request++)
        {
            var failure = await Some.FailureAsync(client, "groups");
            Assert.Equal(TrueConfFailure.Denied, failure.Failure);
            Assert.Contains("TrueConf:ClientSecret", failure.Message, StringComparison.Ordinal);
        }

        Assert.Single(server.TokenRequests);

        server.Token = null;
        clock.Skip(AccessTokens.Pause);
        await client.Directory.FindGroupAsync("Operators", default);
        Assert.Equal(2, server.TokenRequests.Count);
    }

    [Fact]
    public async Task A_server_that_takes_none_of_its_own_tokens_is_left_alone_for_a_while()
    {
        var clock = new SkippingClock();
        await using var server = await StubServer.StartAsync(401, "");
        await using var client = new TrueConfClient(server.Url, clock: clock);

        for (var request = 0; request < 10; request++)
        {
            Assert.Equal(TrueConfFailure.Denied, (await Some.FailureAsync(client, "groups")).Failure);
        }

        Assert.Equal((2, 2), (server.TokenRequests.Count, server.Requests.Count));

        clock.Skip(AccessTokens.Pause);
        Assert.Equal(TrueConfFailure.Denied, (await Some.FailureAsync(client, "groups")).Failure);
        Assert.Equal((3, 3), (server.TokenRequests.Count, server.Requests.Count));
    }

    [Fact]
    public async Task A_token_that_does_not_come_in_time_means_that_the_request_was_not_sent()
    {
        await using var server = await StubServer.StartAsync(200, _done);
        server.Token = StubServer.Hangs;
        await using var client = new TrueConfClient(server.Url, TimeSpan.FromMilliseconds(200));

        var failure = await Some.FailureAsync(client, "run");

        Assert.NotEqual(TrueConfFailure.Denied, failure.Failure);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(503, "", nameof(TrueConfFailure.NotSent))]
    [InlineData(429, "", nameof(TrueConfFailure.NotSent))]
    [InlineData(200, "<html>", nameof(TrueConfFailure.NotSent))]
    [InlineData(200, "{}", nameof(TrueConfFailure.NotSent))]
    [InlineData(404, "", nameof(TrueConfFailure.Denied))]
    public async Task Without_a_token_nothing_is_sent(int status, string body, string expected)
    {
        await using var server = await StubServer.StartAsync(200, _done);
        server.Token = StubServer.Says(status, body);
        await using var client = new TrueConfClient(server.Url);

        var failure = await Some.FailureAsync(client, "run");

        Assert.Equal(expected, failure.Failure.ToString());
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_caller_who_leaves_takes_the_renewal_from_nobody()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StubServer.StartAsync(200, _done);
        server.Token = async context =>
        {
            asked.TrySetResult();
            await answer.Task;
            await StubServer.Says(200, """{"access_token":"a"}""")(context);
        };
        await using var client = new TrueConfClient(server.Url);
        using var leaves = new CancellationTokenSource();

        var first = client.Directory.FindGroupAsync("Operators", leaves.Token);
        await asked.Task.WithTimeout("the token is asked for");
        var second = client.Directory.FindGroupAsync("Operators", default);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();

        Assert.Null(await second.WithTimeout("the second caller is served"));
        Assert.Single(server.TokenRequests);
    }

    private static async Task FiftyAsync(TrueConfClient client) =>
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.Directory.FindGroupAsync("Operators", default)));

    private static Task Takes(string token, HttpContext context, int status, string body) =>
        context.Request.Headers.Authorization == token
            ? StubServer.Says(200, _done)(context)
            : StubServer.Says(status, body)(context);
}
