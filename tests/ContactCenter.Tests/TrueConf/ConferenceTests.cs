using System.Text.Json.Nodes;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.TrueConf;

/// <summary>A conference's life at TrueConf Server.</summary>
public sealed class ConferenceTests : IAsyncLifetime, IAsyncDisposable
{
    private SandboxServer _sandbox = null!;
    private TrueConfClient _client = null!;

    private IConferenceServer Server => _client.Conferences;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync("http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);
        _sandbox.OperatorIsOnline("anna");
        _client = new TrueConfClient(_sandbox.Url, settings: ("TrueConf:ClientSecret", SandboxServer.ClientSecret));
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_made_rings_is_answered_stops_and_is_gone(bool deleteHasBody)
    {
        _sandbox.Settings = _sandbox.Settings with { DeleteHasBody = deleteHasBody };

        var id = await Server.CreateAsync(Some.Plan(), default);
        Assert.Equal(new ListedConference(id, false, TrueConfClient.Installation, Some.Ledger), await Server.FindAsync(Some.Ledger, default));
        Assert.Empty(Assert.Single(_sandbox.Conferences).Ringing);

        await Server.RunAsync(id, default);
        await _sandbox.RingsAsync("anna");
        Assert.True((await Server.FindAsync(Some.Ledger, default))!.Running);
        Assert.Equal(Attendance.Nobody, await Server.WhoIsThereAsync(id, Some.Anna, default));

        _sandbox.OperatorAnswers("anna");
        Assert.Equal(new Attendance(Operator: true, Guest: false), await Server.WhoIsThereAsync(id, Some.Anna, default));

        var link = await Server.GuestLinkAsync(id, "Иван *Грозный*", default);
        _sandbox.GuestJoins(link!.ToString());
        Assert.True((await Server.WhoIsThereAsync(id, Some.Anna, default)).Everybody);

        Assert.True(await Server.StopAsync(id, default));
        Assert.True(await Server.StopAsync(id, default));
        Assert.Equal(Attendance.Nobody, await Server.WhoIsThereAsync(id, Some.Anna, default));

        await Server.DeleteAsync(id, default);
        await Server.DeleteAsync(id, default);
        Assert.Empty(_sandbox.Conferences);
        Assert.Null(await Server.FindAsync(Some.Ledger, default));
        Assert.Empty(await Server.ListAsync(default));
    }

    [Fact]
    public async Task What_the_server_does_not_know_is_stopped_and_empty_but_cannot_be_run_or_entered()
    {
        Assert.False(await Server.StopAsync(Some.Conference, default));
        Assert.Equal(Attendance.Nobody, await Server.WhoIsThereAsync(Some.Conference, Some.Anna, default));
        await Server.DeleteAsync(Some.Conference, default);

        Assert.Equal(TrueConfFailure.NotFound, (await Some.FailureAsync(_client, "run")).Failure);
        Assert.Equal(TrueConfFailure.NotFound, (await Some.FailureAsync(_client, "clients")).Failure);
    }

    [Fact]
    public async Task A_conference_that_was_made_though_the_answer_was_lost_is_found()
    {
        _sandbox.Fault(ApiRoute.Create, FaultKind.AppliedButAnswerLost, count: 1);

        var failure = await Assert.ThrowsAsync<TrueConfException>(() => Server.CreateAsync(Some.Plan(), default));

        Assert.True(failure.OutcomeUnknown);
        Assert.Equal(Assert.Single(_sandbox.Conferences).Id, (await Server.FindAsync(Some.Ledger, default))!.Id.Value);
    }

    [Fact]
    public async Task A_run_that_took_place_though_the_answer_was_lost_is_not_repeated()
    {
        var id = await Server.CreateAsync(Some.Plan(), default);
        _sandbox.Fault(ApiRoute.Run, FaultKind.AppliedButAnswerLost);

        var failure = await Assert.ThrowsAsync<TrueConfException>(() => Server.RunAsync(id, default));

        Assert.True(failure.OutcomeUnknown);
        Assert.Single(_sandbox.Log, entry => entry.Kind == LogKind.Started);
        Assert.True((await Server.FindAsync(Some.Ledger, default))!.Running);
    }

    [Fact]
    public async Task A_refused_create_is_known_not_to_be_done()
    {
        var failure = await Assert.ThrowsAsync<TrueConfException>(() => Server.CreateAsync(Some.Plan(@operator: "nobody"), default));

        Assert.Equal(TrueConfFailure.Refused, failure.Failure);
        Assert.Empty(_sandbox.Conferences);
    }

    [Fact]
    public async Task Expired_tokens_are_renewed_on_the_way()
    {
        var id = await Server.CreateAsync(Some.Plan(), default);
        _sandbox.ForgetTokens();

        await Server.RunAsync(id, default);

        await _sandbox.RingsAsync("anna");
        Assert.Equal([403, 200], _sandbox.Log.Where(entry => entry.Route == ApiRoute.Run).Select(entry => entry.Status));
    }

    [Fact]
    public async Task All_of_ours_are_listed_over_all_pages()
    {
        _sandbox.Settings = _sandbox.Settings with { ConferencePage = 2 };
        var ledgers = Enumerable.Range(0, 5).Select(_ => new LedgerId(new ContactCenter.Hosting.Identities().Next(TimeProvider.System.GetUtcNow()))).ToList();
        foreach (var ledger in ledgers)
        {
            await Server.CreateAsync(Some.Plan(ledger), default);
        }

        var listed = await Server.ListAsync(default);

        Assert.Equal(ledgers.Order(Comparer<LedgerId>.Create((a, b) => a.Value.CompareTo(b.Value))), listed.Select(one => one.Ledger!.Value).Order(Comparer<LedgerId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        Assert.All(listed, one => Assert.Equal(TrueConfClient.Installation, one.Installation));
    }

    [Fact]
    public async Task The_create_request_is_the_documented_one()
    {
        await using var server = await StubServer.StartAsync(200, """{"conference":{"id":5576502892}}""");
        await using var client = new TrueConfClient(server.Url);
        var plan = Some.Plan() with { Topic = "A\u0000b\n" + new string('x', 300), Recording = true };

        Assert.Equal(new ConferenceId("5576502892"), await client.Conferences.CreateAsync(plan, default));

        var expected = $$"""
            {
              "topic": "Ab{{new string('x', 238)}}", "type": 0, "owner": "anna", "invitations": [{ "id": "anna" }],
              "max_participants": 2, "schedule": { "type": -1 }, "allow_guests": true, "auto_invite": 0, "recording": 1,
              "tags": ["contact-center", "contact-center:i:here", "contact-center:l:{{Some.Ledger}}"],
              "rights": { "guest": { "chat_send": true } }
            }
            """;
        var request = Assert.Single(server.Requests);
        Assert.Equal("application/json", request.ContentType);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(request.Body)), request.Body);
    }

    [Theory]
    [InlineData("\n\t ", "contact-center")]
    [InlineData(" Ivan ", "Ivan")]
    public async Task A_topic_is_never_empty(string topic, string sent)
    {
        await using var server = await StubServer.StartAsync(200, """{"conference":{"id":"1"}}""");
        await using var client = new TrueConfClient(server.Url);

        await client.Conferences.CreateAsync(Some.Plan() with { Topic = topic, GuestRights = new Dictionary<string, bool>() }, default);

        var body = JsonNode.Parse(Assert.Single(server.Requests).Body)!;
        Assert.Equal(sent, (string?)body["topic"]);
        Assert.Null(body["rights"]);
    }

    [Fact]
    public async Task A_server_that_ignores_the_tag_is_filtered_and_only_our_own_is_found()
    {
        var l = Some.Ledger;
        await using var server = await StubServer.StartAsync(200, $$"""
            {"cnt":"6","conferences":[
              {"id":"untagged"},
              {"id":"part","tags":["contact-center-2","contact-center:l:{{l}}"]},
              {"id":"elsewhere","state":"running","tags":["contact-center","contact-center:i:there","contact-center:l:{{l}}"]},
              {"id":"other","tags":["contact-center","contact-center:i:here","contact-center:l:{{Guid.Empty:N}}"]},
              {"id":"by hand","tags":["contact-center",7,null,{}]},
              {"id":"ours","state":"stopped","tags":["contact-center:l:{{l}}","contact-center:i:here","contact-center"]}]}
            """);
        await using var client = new TrueConfClient(server.Url);

        Assert.Equal("ours", (await client.Conferences.FindAsync(l, default))!.Id.Value);
        Assert.Equal($"?tag=contact-center%3Al%3A{l}&page_id=1", Assert.Single(server.Requests).Query);

        Assert.Equal(
        [
            new(new("elsewhere"), true, new InstallationId("there"), l),
            new(new("other"), false, TrueConfClient.Installation, new LedgerId(Guid.Empty)),
            new(new("by hand"), false, null, null),
            new(new("ours"), false, TrueConfClient.Installation, l),
        ], await client.Conferences.ListAsync(default));
    }

    [Theory]
    [InlineData("""{"id":"Anna"}""", true, false)]
    [InlineData("""{"id":"x1","uid":"ANNA@video.example.com"}""", true, false)]
    [InlineData("""{"id":"#guest:6f1c@video.example.com"}""", false, true)]
    [InlineData("""{"id":"annabel"}""", false, true)]
    [InlineData("""{"id":"anna"},{"id":"#guest:1"}""", true, true)]
    [InlineData("null", false, false)]
    [InlineData("", false, false)]
    public async Task Participants_are_the_operator_or_the_guest(string participants, bool theOperator, bool guest)
    {
        await using var server = await StubServer.StartAsync(200, $$"""{"participants":[{{participants}}]}""");
        await using var client = new TrueConfClient(server.Url);

        Assert.Equal(new Attendance(theOperator, guest), await client.Conferences.WhoIsThereAsync(Some.Conference, Some.Anna, default));
    }

    [Theory]
    [InlineData("stopped", true)]
    [InlineData("gone", false)]
    public async Task A_refused_stop_is_judged_by_what_became_of_the_conference(string state, bool known)
    {
        await using var server = await RefusingAsync(state);
        await using var client = new TrueConfClient(server.Url);

        Assert.Equal(known, await client.Conferences.StopAsync(Some.Conference, default));
        Assert.Equal(Attendance.Nobody, await client.Conferences.WhoIsThereAsync(Some.Conference, Some.Anna, default));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("participants")]
    public async Task A_refusal_about_a_conference_that_runs_is_a_refusal(string request)
    {
        await using var server = await RefusingAsync("running");
        await using var client = new TrueConfClient(server.Url);

        Assert.Equal(TrueConfFailure.Refused, (await Some.FailureAsync(client, request)).Failure);
    }

    [Fact]
    public async Task The_longest_request_is_longer_than_one_attempt_and_its_wait_for_a_token()
    {
        await using var client = new TrueConfClient(_sandbox.Url, TimeSpan.FromSeconds(7));

        Assert.Equal(TimeSpan.FromSeconds(14), client.Conferences.LongestRequest);
    }

    /// <summary>Refuses everything but to list one conference in a state.</summary>
    private static Task<StubServer> RefusingAsync(string state)
    {
        var one = state == "gone" ? "" : $$"""{"id":"{{Some.Conference}}","state":"{{state}}","tags":["contact-center"]}""";
        return StubServer.StartAsync(context => context.Request.Path.Value!.EndsWith("/conferences", StringComparison.Ordinal)
            ? StubServer.Says(200, $$"""{"cnt":1,"conferences":[{{one}}]}""")(context)
            : StubServer.Says(400, """{"error":{"code":400,"errors":[{"reason":"whatever"}]}}""")(context));
    }
}
