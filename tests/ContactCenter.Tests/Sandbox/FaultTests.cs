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
}
