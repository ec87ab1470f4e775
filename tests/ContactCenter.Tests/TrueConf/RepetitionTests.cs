using ContactCenter.Operators;
using ContactCenter.TrueConf;

namespace ContactCenter.Tests.TrueConf;

/// <summary>What is asked again and what never is; and that a server that keeps failing is left alone.</summary>
public class RepetitionTests
{
    private const string _done = """{"groups":[],"users":[],"user":{"status":1},"conference":{"id":"1"},"conferences":[],"participants":[],"clients":[],"next_page_id":-1}""";

    [Theory]
    [InlineData("groups", 503)]
    [InlineData("members", 500)]
    [InlineData("user", 429)]
    [InlineData("list", 408)]
    [InlineData("participants", 502)]
    [InlineData("clients", 504)]
    [InlineData("stop", 503)]
    [InlineData("delete", 503)]
    public async Task What_may_be_repeated_is_asked_again_after_a_passing_failure(string request, int status)
    {
        var left = ResilienceHandler.Attempts - 1;
        await using var server = await StubServer.StartAsync(context =>
            Interlocked.Decrement(ref left) >= 0 ? StubServer.Says(status, "")(context) : StubServer.Says(200, _done)(context));
        await using var client = new TrueConfClient(server.Url);

        await Some.Requests[request](client, default);

        Assert.Equal(ResilienceHandler.Attempts, server.Requests.Count(one => !one.IsLook));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("run")]
    public async Task Create_and_run_are_asked_once_whatever_the_server_says(string request)
    {
        foreach (var status in new[] { 408, 429, 500, 503 })
        {
            await using var server = await StubServer.StartAsync(status, "");
            await using var client = new TrueConfClient(server.Url);

            await Some.FailureAsync(client, request);

            Assert.Single(server.Requests, one => !one.IsLook);
        }
    }

    [Theory]
    [InlineData("create")]
    [InlineData("run")]
    public async Task Nothing_repeats_a_changing_request_when_a_pooled_connection_drops(string request)
    {
        await using var server = await StubServer.StartAsync(context =>
            context.Request.Method == "POST" ? StubServer.Drops(context) : StubServer.Says(200, _done)(context));
        await using var client = new TrueConfClient(server.Url);

        for (var time = 1; time <= 5; time++)
        {
            // Leaves a connection in the pool, which is the case in which the runtime repeats requests without a content.
            await client.Directory.FindGroupAsync("Operators", default);
            Assert.Equal(TrueConfFailure.Unknown, (await Some.FailureAsync(client, request)).Failure);
        }

        var sent = server.Requests.Where(one => one.Method == "POST").ToList();
        Assert.Equal(5, sent.Count);
        Assert.All(sent, one => Assert.StartsWith("application/json", one.ContentType, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_left_alone_and_tried_again_after_three_seconds()
    {
        var clock = new SkippingClock();
        var status = 500;
        await using var server = await StubServer.StartAsync(context => StubServer.Says(status, _done)(context));
        await using var client = new TrueConfClient(server.Url, clock: clock);

        // The twentieth request was the one for the token.
        for (var request = 1; request <= 19; request++)
        {
            Assert.Equal(TrueConfFailure.Unknown, (await Some.FailureAsync(client, "create")).Failure);
        }

        var failure = await Some.FailureAsync(client, "create");
        Assert.Equal(TrueConfFailure.NotSent, failure.Failure);
        Assert.Contains("circuit breaker is open", failure.Message, StringComparison.Ordinal);
        Assert.Equal(19, server.Requests.Count);

        status = 200;
        clock.Skip(TimeSpan.FromSeconds(3.1));
        await client.Conferences.CreateAsync(Some.Plan(), default);
        Assert.Equal(20, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_fails_now_and_then_is_not_left_alone()
    {
        var count = 0;
        await using var server = await StubServer.StartAsync(context =>
            StubServer.Says(Interlocked.Increment(ref count) % 4 == 0 ? 200 : 500, _done)(context));
        await using var client = new TrueConfClient(server.Url);

        for (var request = 1; request <= 40; request++)
        {
            if (request % 4 == 0)
            {
                await client.Conferences.CreateAsync(Some.Plan(), default);
            }
            else
            {
                Assert.Equal(TrueConfFailure.Unknown, (await Some.FailureAsync(client, "create")).Failure);
            }
        }
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(400, "")]
    [InlineData(403, "")]
    [InlineData(404, "")]
    [InlineData(429, "")]
    public async Task An_answer_that_is_no_good_is_no_reason_to_leave_the_server_alone(int status, string body)
    {
        await using var server = await StubServer.StartAsync(status, body);
        await using var client = new TrueConfClient(server.Url);

        for (var request = 1; request <= 30; request++)
        {
            await Some.FailureAsync(client, "create");
        }

        Assert.Equal(30, server.Requests.Count);
    }
}
