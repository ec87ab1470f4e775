namespace ContactCenter.Tests.Sandbox;

public class ConferenceTests
{
    [Fact]
    public async Task A_new_conference_comes_back_with_a_uid_for_its_owner_without_invitations_and_with_what_nobody_knows()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        var (status, body) = await sandbox.PostAsync("api/v3.11/conferences/", new
        {
            owner = "anna@sandbox.local",
            type = "0",
            max_participants = "2",
            allow_guests = 1,
            invitations = new[] { new { id = "anna", display_name = (string?)null } },
            tags = new[] { "a", "b" },
            never_heard_of = new { x = 1 },
        });

        var conference = body!["conference"]!;
        Assert.Equal(200, status);
        Assert.Equal("anna@sandbox.local", (string?)conference["owner"]);
        Assert.Equal((0, 2, true), ((int)conference["type"]!, (int)conference["max_participants"]!, (bool)conference["allow_guests"]!));
        Assert.Null(conference["invitations"]);
        Assert.Equal("""{"x":1}""", conference["never_heard_of"]!.ToJsonString());
        Assert.Equal("stopped", (string?)conference["state"]);
        Assert.Matches(@"^\d{10}$", (string?)conference["id"]);
        Assert.Equal(new Uri(sandbox.Server.Url, $"/webrtc/{conference["id"]}").ToString(), (string?)conference["webclient_url"]);
    }

    [Fact]
    public async Task An_owner_who_does_not_exist_is_400()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        Assert.Equal(400, (await sandbox.PostAsync("api/v3.11/conferences", SandboxClient.NewConference("nobody"))).Status);
    }

    [Fact]
    public async Task Run_is_200_also_on_a_running_conference_and_rings_once()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        var id = await sandbox.RunAsync();

        var (status, body) = await sandbox.PostAsync($"api/v3.11/conferences/{id}/run/");

        Assert.Equal((200, "running"), (status, (string?)body!["state"]));
        Assert.Single(sandbox.Server.Log, entry => entry.Kind is global::TrueConf.Sandbox.LogKind.RingStarted);
    }

    [Fact]
    public async Task The_licence_limits_how_many_run_at_once()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { MaxRunning = 1 };
        await sandbox.RunAsync("anna");
        var second = await sandbox.CreateAsync("boris");

        Assert.Equal(400, (await sandbox.PostAsync($"api/v3.11/conferences/{second}/run")).Status);
    }

    [Fact]
    public async Task The_list_pages_from_1_with_a_count_and_filters_by_whole_tags_and_state()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { ConferencePage = 2 };
        var first = await sandbox.CreateAsync("anna", "mine", "mine:1");
        var second = await sandbox.CreateAsync("boris", "mine");
        var third = await sandbox.CreateAsync("clara", "mine");
        await sandbox.CreateAsync("clara", "mine:2");

        var (_, one) = await sandbox.GetAsync("api/v3.11/conferences?tag=mine&page_id=1&page_size=100");
        var (_, two) = await sandbox.GetAsync("api/v3.11/conferences?tag=mine&page_id=2&page_size=100");
        var (_, running) = await sandbox.GetAsync("api/v3.11/conferences?tag=mine&state=running");

        Assert.Equal(3, (int)one!["cnt"]!);
        Assert.Equal([first, second], one["conferences"]!.AsArray().Select(c => (string?)c!["id"]));
        Assert.Equal([third], two!["conferences"]!.AsArray().Select(c => (string?)c!["id"]));
        Assert.Equal(0, (int)running!["cnt"]!);
    }

    [Fact]
    public async Task Stop_and_delete_answer_each_in_their_own_way_and_404_afterwards()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        var id = await sandbox.RunAsync();

        var stopped = await sandbox.PostAsync($"api/v3.11/conferences/{id}/stop");
        var again = await sandbox.PostAsync($"api/v3.11/conferences/{id}/stop");
        var deleted = await sandbox.DeleteAsync($"api/v3.11/conferences/{id}");
        var gone = await sandbox.DeleteAsync($"api/v3.11/conferences/{id}");

        Assert.Equal((200, "stopped"), (stopped.Status, (string?)stopped.Body!["state"]));
        Assert.Equal(200, again.Status);
        Assert.Equal((200, id), (deleted.Status, (string?)deleted.Body!["id"]));
        Assert.Equal(404, gone.Status);
        Assert.Empty(sandbox.Server.Conferences);
    }

    [Fact]
    public async Task Delete_may_answer_204_without_a_body()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { DeleteHasBody = false };

        var (status, body) = await sandbox.DeleteAsync($"api/v3.11/conferences/{await sandbox.CreateAsync()}");

        Assert.Equal(204, status);
        Assert.Null(body);
    }

    [Fact]
    public async Task Pages_of_any_origin_may_call_the_api()
    {
        await using var sandbox = await SandboxClient.StartWithoutTokenAsync();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, new Uri("api/v3.1/conferences", UriKind.Relative));

        using var answer = await sandbox.Http.SendAsync(preflight);

        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Authorization", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
    }
}
