using System.Net.Sockets;
using ContactCenter.Operators;
using ContactCenter.Tests.Support;
using ContactCenter.TrueConf;
using Microsoft.AspNetCore.Http;

namespace ContactCenter.Tests.TrueConf;

/// <summary>Whatever goes wrong, one exception says what is known of the request.</summary>
public class FailureTests
{
    private const string _html = "<!DOCTYPE html><title>Maintenance</title>";

    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(300);

    public static TheoryData<string> AllRequests => Some.AllRequests;

    [Theory]
    [MemberData(nameof(AllRequests))]
    public async Task A_server_that_is_not_there_was_sent_nothing(string request)
    {
        await using var client = new TrueConfClient(ClosedPort());

        var failure = await Some.FailureAsync(client, request);

        Assert.Equal(TrueConfFailure.NotSent, failure.Failure);
    }

    [Theory]
    [MemberData(nameof(AllRequests))]
    public async Task A_connection_that_breaks_after_sending_leaves_the_outcome_unknown(string request)
    {
        await using var server = await StubServer.StartAsync(StubServer.Drops);
        await using var client = new TrueConfClient(server.Url);

        var failure = await Some.FailureAsync(client, request);

        Assert.Equal(TrueConfFailure.Unknown, failure.Failure);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("members")]
    public async Task No_answer_in_time_leaves_the_outcome_unknown(string request)
    {
        await using var server = await StubServer.StartAsync(StubServer.Hangs);
        await using var client = new TrueConfClient(server.Url, _soon);

        var failure = await Some.FailureAsync(client, request);

        Assert.Equal(TrueConfFailure.Unknown, failure.Failure);
        Assert.EndsWith("no answer in time.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_stops_in_its_middle_is_not_waited_for()
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{");
            await StubServer.Hangs(context);
        });
        await using var client = new TrueConfClient(server.Url, _soon);

        var failure = await Some.FailureAsync(client, "create");

        Assert.Equal(TrueConfFailure.Unknown, failure.Failure);
    }

    [Theory]
    [MemberData(nameof(AllRequests))]
    public async Task A_good_status_with_a_body_that_is_not_TrueConfs_leaves_the_outcome_unknown(string request)
    {
        var body = "";
        await using var server = await StubServer.StartAsync(context => StubServer.Says(200, body)(context));
        await using var client = new TrueConfClient(server.Url);

        foreach (var bad in new[] { _html, "[]", "null", "{", """{"error":{"code":500}}""", """{"error":"sorry"}""", """{"error":"\ud800"}""" })
        {
            body = bad;
            var failure = await Some.FailureAsync(client, request);

            Assert.Equal((body, TrueConfFailure.Unknown), (body, failure.Failure));
        }
    }

    [Theory]
    [InlineData("groups")]
    [InlineData("members")]
    [InlineData("user")]
    [InlineData("create")]
    [InlineData("list")]
    [InlineData("participants")]
    [InlineData("clients")]
    public async Task A_body_without_what_was_asked_for_is_no_answer(string request)
    {
        await using var server = await StubServer.StartAsync(200, "{}");
        await using var client = new TrueConfClient(server.Url);

        var failure = await Some.FailureAsync(client, request);

        Assert.Equal(TrueConfFailure.Unknown, failure.Failure);
    }

    [Fact]
    public async Task Text_that_is_no_text_makes_the_body_unreadable()
    {
        await using var server = await StubServer.StartAsync(200, """{"users":[{"id":"\ud800"}]}""");
        await using var client = new TrueConfClient(server.Url);

        Assert.Equal(TrueConfFailure.Unknown, (await Some.FailureAsync(client, "members")).Failure);
    }

    [Theory]
    [InlineData(200, """{"id":"5576502892","state":"stopped","reason":"asked to","error":null}""")]
    [InlineData(200, "")]
    [InlineData(204, "")]
    public async Task Run_stop_and_delete_are_done_with_a_body_or_without(int status, string body)
    {
        await using var server = await StubServer.StartAsync(status, body);
        await using var client = new TrueConfClient(server.Url);

        await client.Conferences.RunAsync(Some.Conference, default);
        Assert.True(await client.Conferences.StopAsync(Some.Conference, default));
        await client.Conferences.DeleteAsync(Some.Conference, default);

        Assert.Equal(["POST", "POST", "DELETE"], server.Requests.Where(request => !request.IsLook).Select(request => request.Method));
    }

    [Theory]
    [InlineData(300, nameof(TrueConfFailure.Refused))]
    [InlineData(301, nameof(TrueConfFailure.Refused))]
    [InlineData(400, nameof(TrueConfFailure.Refused))]
    [InlineData(401, nameof(TrueConfFailure.Denied))]
    [InlineData(403, nameof(TrueConfFailure.Denied))]
    [InlineData(404, nameof(TrueConfFailure.NotFound))]
    [InlineData(408, nameof(TrueConfFailure.Unknown))]
    [InlineData(409, nameof(TrueConfFailure.Refused))]
    [InlineData(429, nameof(TrueConfFailure.Refused))]
    [InlineData(500, nameof(TrueConfFailure.Unknown))]
    [InlineData(503, nameof(TrueConfFailure.Unknown))]
    public async Task Each_status_means_one_failure(int status, string expected)
    {
        await using var server = await StubServer.StartAsync(status, _html);
        await using var client = new TrueConfClient(server.Url);

        var failure = await Some.FailureAsync(client, "run");

        Assert.Equal(expected, failure.Failure.ToString());
        Assert.Contains($"POST /api/v3.11/conferences/5576502892/run: {status}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"code":400,"errors":[{"reason":"licenseLimitExceeded","message":"Ivan"}]}}""", "400 licenseLimitExceeded.")]
    [InlineData("""{"error":"invalid_request","error_description":"Ivan"}""", "400 invalid_request.")]
    [InlineData("""{"reason":"<b>Odd</b>\n"}""", "400 bOddbn.")]
    [InlineData("""{"error":{"code":400,"errors":{}}}""", "400 no reason given.")]
    [InlineData("Ivan", "400.")]
    public async Task A_refusal_is_told_in_TrueConfs_word_for_it_and_nothing_else(string body, string end)
    {
        await using var server = await StubServer.StartAsync(400, body);
        await using var client = new TrueConfClient(server.Url);

        var failure = await Some.FailureAsync(client, "create");

        Assert.EndsWith(end, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ivan", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("groups", "groups:read")]
    [InlineData("members", "groups.users:read")]
    [InlineData("user", "users:read")]
    [InlineData("create", "conferences")]
    [InlineData("list", "conferences")]
    [InlineData("run", "conferences")]
    [InlineData("stop", "conferences")]
    [InlineData("delete", "conferences")]
    [InlineData("participants", "conferences.participants")]
    [InlineData("clients", "conferences")]
    public async Task What_is_forbidden_names_the_scope_that_is_missing(string request, string scope)
    {
        await using var server = await StubServer.StartAsync(403, """{"error":{"code":403,"errors":[{"reason":"forbidden"}]}}""");
        await using var client = new TrueConfClient(server.Url);

        var failure = await Some.FailureAsync(client, request);

        Assert.Equal(TrueConfFailure.Denied, failure.Failure);
        Assert.EndsWith($"lacks the scope {scope}.", failure.Message, StringComparison.Ordinal);
        Assert.Single(server.TokenRequests);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_caller_who_stops_waiting_gets_his_own_cancellation()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StubServer.StartAsync(context =>
        {
            arrived.TrySetResult();
            return StubServer.Hangs(context);
        });
        await using var client = new TrueConfClient(server.Url);
        using var caller = new CancellationTokenSource();

        var run = client.Conferences.RunAsync(Some.Conference, caller.Token);
        await arrived.Task.WithTimeout("the request arrives");
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Theory]
    [MemberData(nameof(AllRequests))]
    public async Task Neither_message_nor_log_holds_a_token_a_secret_or_a_guests_name(string request)
    {
        var status = 200;
        await using var server = await StubServer.StartAsync(context =>
            StubServer.Says(status, """{"error":{"message":"token-1 very-secret Terrible"}}""")(context));

        foreach (var answer in new[] { 200, 400, 401, 403, 500 })
        {
            status = answer;
            await using var client = new TrueConfClient(server.Url);

            var failure = await Some.FailureAsync(client, request);

            var told = string.Join('\n', client.Log.Entries.Select(entry => entry.Text).Append(failure.ToString()));
            Assert.DoesNotContain("token-", told, StringComparison.Ordinal);
            Assert.DoesNotContain(TrueConfClient.Secret, told, StringComparison.Ordinal);
            Assert.DoesNotContain("Terrible", told, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, nameof(TrueConfFailure.NotSent))]
    [InlineData(HttpRequestError.ConnectionError, nameof(TrueConfFailure.NotSent))]
    [InlineData(HttpRequestError.SecureConnectionError, nameof(TrueConfFailure.NotSent))]
    [InlineData(HttpRequestError.ProxyTunnelError, nameof(TrueConfFailure.NotSent))]
    [InlineData(HttpRequestError.ResponseEnded, nameof(TrueConfFailure.Unknown))]
    [InlineData(HttpRequestError.InvalidResponse, nameof(TrueConfFailure.Unknown))]
    [InlineData(HttpRequestError.Unknown, nameof(TrueConfFailure.Unknown))]
    public void The_runtimes_reason_tells_whether_anything_was_sent(HttpRequestError error, string expected)
    {
        Assert.Equal(expected, TrueConfFailures.NoAnswer("It", new HttpRequestException(error)).Failure.ToString());
    }

    [Fact]
    public void A_connection_that_does_not_come_about_in_time_carried_nothing()
    {
        var runtimes = new TaskCanceledException("Too slow.", new TimeoutException());

        Assert.Equal(TrueConfFailure.NotSent, TrueConfFailures.NoAnswer("It", runtimes).Failure);
    }

    private static Uri ClosedPort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
