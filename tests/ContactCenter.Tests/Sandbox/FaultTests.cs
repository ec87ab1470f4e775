using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Sandbox;

public class FaultTests
{
    [Fact]
    public async Task A_status_is_answered_so_often_and_nothing_is_done()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Fault(ApiRoute.Create, FaultKind.Status, count: 2, status: 503);

        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            statuses.Add((await sandbox.PostAsync("api/v3.11/conferences", SandboxClient.NewConference("anna"))).Status);
        }

        Assert.Equal([503, 503, 200], statuses);
        Assert.Single(sandbox.Server.Conferences);
    }

    [Fact]
    public async Task A_dropped_request_is_not_done()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Fault(ApiRoute.Create, FaultKind.Drop, count: 1);

        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.CreateAsync());

        Assert.Empty(sandbox.Server.Conferences);
    }

    [Fact]
    public async Task An_answer_that_is_lost_was_done_all_the_same()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        sandbox.Server.Fault(ApiRoute.Create, FaultKind.AppliedButAnswerLost, count: 1);
        sandbox.Server.Fault(ApiRoute.Run, FaultKind.AppliedButAnswerLost, count: 1);

        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.CreateAsync());
        var id = Assert.Single(sandbox.Server.Conferences).Id;
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.PostAsync($"api/v3.11/conferences/{id}/run"));

        Assert.Equal(id, (await sandbox.Server.RingsAsync("anna")).Id);
    }

    [Fact]
    public async Task An_answer_may_be_right_and_nothing_done()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        var id = await sandbox.CreateAsync();
        sandbox.Server.Fault(ApiRoute.Run, FaultKind.NotApplied, count: 1);

        var (status, body) = await sandbox.PostAsync($"api/v3.11/conferences/{id}/run");

        Assert.Equal((200, "running"), (status, (string?)body!["state"]));
        Assert.False(Assert.Single(sandbox.Server.Conferences).IsRunning);
    }

    [Fact]
    public async Task Garbage_is_200_with_a_web_page()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Fault(ApiRoute.Groups, FaultKind.Garbage, count: 1);

        using var answer = await sandbox.Http.GetAsync(new Uri("api/v3.11/groups", UriKind.Relative));

        Assert.Equal((200, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [MemberData(nameof(EveryRoute))]
    public async Task Every_route_answers_garbage_so_often_and_does_nothing(ApiRoute route)
    {
        await using var sandbox = await SandboxClient.StartAsync();
        var id = await sandbox.CreateAsync();
        sandbox.Server.Fault(route, FaultKind.Garbage, count: 1);

        using (var garbage = await SendAsync(sandbox, route, id))
        {
            Assert.Equal((200, "text/html"), ((int)garbage.StatusCode, garbage.Content.Headers.ContentType?.MediaType));
            var untouched = Assert.Single(sandbox.Server.Conferences);
            Assert.Equal((id, false), (untouched.Id, untouched.IsRunning));
        }

        using var good = await SendAsync(sandbox, route, id);
        Assert.Equal((200, "application/json"), ((int)good.StatusCode, good.Content.Headers.ContentType?.MediaType));
    }

    /// <summary>A request that changes nothing has nothing to leave undone: it is answered as ever.</summary>
    [Theory]
    [MemberData(nameof(EveryRoute))]
    public async Task Every_route_answers_so_often_as_if_it_had_done_what_it_has_not(ApiRoute route)
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        var id = route is ApiRoute.Run ? await sandbox.CreateAsync() : await sandbox.RunAsync();
        sandbox.Server.Fault(route, FaultKind.NotApplied, count: 1);

        using var feigned = await SendAsync(sandbox, route, id);
        var left = await DoneAsync(sandbox, route, feigned);
        using var kept = await SendAsync(sandbox, route, id);

        Assert.Equal((200, 200), ((int)feigned.StatusCode, (int)kept.StatusCode));
        Assert.Equal(feigned.Content.Headers.ContentType, kept.Content.Headers.ContentType);
        Assert.Empty(sandbox.Server.FaultsInForce);
        Assert.Equal(route is ApiRoute.Token or ApiRoute.Create or ApiRoute.Run or ApiRoute.Stop or ApiRoute.Delete or ApiRoute.Clients, !left);
        Assert.True(await DoneAsync(sandbox, route, kept));
    }

    public static TheoryData<ApiRoute> EveryRoute => [.. Enum.GetValues<ApiRoute>()];

    [Fact]
    public async Task A_hanging_request_ends_with_its_caller_or_with_the_server()
    {
        var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Fault(ApiRoute.Groups, FaultKind.Hang, count: 1);
        sandbox.Server.Fault(ApiRoute.Groups, FaultKind.Hang, count: 1);
        using var patience = new CancellationTokenSource();
        var first = sandbox.Http.GetAsync(new Uri("api/v3.11/groups", UriKind.Relative), patience.Token);
        await Eventually.IsTrueAsync("the first request hangs", () => sandbox.Server.FaultsInForce.Count == 1);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = sandbox.GetAsync("api/v3.11/groups");
        await Eventually.IsTrueAsync("the second request hangs", () => sandbox.Server.FaultsInForce.Count == 0);
        await sandbox.DisposeAsync().AsTask().WithTimeout("the sandbox stops though a request hangs");

        // Which exception a cut connection becomes depends on the moment.
        await Assert.ThrowsAnyAsync<Exception>(() => second);
    }

    [Fact]
    public async Task A_server_that_is_down_cuts_every_connection_until_it_is_up_again()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        sandbox.Server.GoesDown();
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.GetAsync("api/v3.11/groups"));
        sandbox.Server.ComesUp();

        Assert.Equal(200, (await sandbox.GetAsync("api/v3.11/groups")).Status);
    }

    [Fact]
    public async Task Latency_passes_on_the_sandboxs_clock()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Latency(ApiRoute.Groups, TimeSpan.FromSeconds(5));

        var answering = sandbox.GetAsync("api/v3.11/groups");
        await sandbox.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(5));
        Assert.False(answering.IsCompleted);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(200, (await answering).Status);
    }

    private static Task<HttpResponseMessage> SendAsync(SandboxClient sandbox, ApiRoute route, string id)
    {
        var (method, path) = route switch
        {
            ApiRoute.Token => ("POST", "oauth2/v1/token"),
            ApiRoute.Groups => ("GET", "api/v3.11/groups"),
            ApiRoute.GroupUsers => ("GET", "api/v3.11/groups/0000002/users"),
            ApiRoute.Users => ("GET", "api/v3.11/users/anna"),
            ApiRoute.Create => ("POST", "api/v3.11/conferences"),
            ApiRoute.List => ("GET", "api/v3.11/conferences"),
            ApiRoute.Get => ("GET", $"api/v3.11/conferences/{id}"),
            ApiRoute.Run => ("POST", $"api/v3.11/conferences/{id}/run"),
            ApiRoute.Stop => ("POST", $"api/v3.11/conferences/{id}/stop"),
            ApiRoute.Delete => ("DELETE", $"api/v3.11/conferences/{id}"),
            ApiRoute.Participants => ("GET", $"api/v3.11/conferences/{id}/participants"),
            ApiRoute.Clients => ("GET", $"api/v3.11/software/clients?call_id={id}"),
            _ => throw new ArgumentOutOfRangeException(nameof(route), route, "A new route needs a request here."),
        };
        return sandbox.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative))
        {
            Content = route switch
            {
                ApiRoute.Token => new FormUrlEncodedContent(SandboxClient.Credentials),
                ApiRoute.Create => JsonContent.Create(SandboxClient.NewConference("boris")),
                _ => null,
            },
        });
    }

    /// <summary>Whether the server did what an answer says it did.</summary>
    private static async Task<bool> DoneAsync(SandboxClient sandbox, ApiRoute route, HttpResponseMessage answer)
    {
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        switch (route)
        {
            case ApiRoute.Token:
                return await WithTokenAsync(sandbox, (string)body["access_token"]!) == 200;
            case ApiRoute.Create:
                return sandbox.Server.Conferences.Any(one => one.Id == (string?)body["conference"]!["id"]);
            case ApiRoute.Run or ApiRoute.Stop:
                return Assert.Single(sandbox.Server.Conferences).IsRunning == ((string?)body["state"] == "running");
            case ApiRoute.Delete:
                return sandbox.Server.Conferences.Count == 0;
            case ApiRoute.Clients:
                var (_, entered) = await sandbox.PostAsync("_sandbox/guests", new { link = (string)body["clients"]![0]!["web_url"]! });
                return entered!["seat"] is not null;
            default:
                return true;
        }
    }

    private static async Task<int> WithTokenAsync(SandboxClient sandbox, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v3.11/groups", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await sandbox.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
