namespace ContactCenter.Tests.Sandbox;

public class GuestLinkTests
{
    [Fact]
    public async Task A_link_is_given_to_anybody_for_two_pages_with_the_credential_in_the_fragment()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        var id = await sandbox.RunAsync();
        sandbox.Http.DefaultRequestHeaders.Authorization = null;

        var (status, body) = await sandbox.GetAsync($"api/v3.11/software/clients?call_id={id}&user=2$ivan_p*Ivan%20P");

        var links = body!["clients"]!.AsArray().Where(client => (string?)client!["platform"] == "webrtc")
            .Select(client => new Uri((string)client!["web_url"]!)).ToArray();
        Assert.Equal(200, status);
        Assert.Equal([$"/webrtc/{id}", $"/webrtc-widget/{id}"], links.Select(link => link.AbsolutePath));
        Assert.All(links, link => Assert.Empty(link.Query));
        Assert.Matches(@"^#login=%2Aguest%2AIvan%20P&token=%24[0-9a-f]{32}%2A\d+%2A[0-9a-f]{32}&lang=auto$", links[0].Fragment);
    }

    [Fact]
    public async Task Each_link_is_a_fresh_one()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        var id = await sandbox.RunAsync();

        Assert.NotEqual(await sandbox.GuestLinkAsync(id), await sandbox.GuestLinkAsync(id));
    }

    [Fact]
    public async Task Without_a_guest_licence_there_is_no_link_for_browsers()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { GuestLicence = false };

        var (_, body) = await sandbox.GetAsync($"api/v3.11/software/clients?call_id={await sandbox.RunAsync()}");

        Assert.DoesNotContain(body!["clients"]!.AsArray(), client => (string?)client!["platform"] == "webrtc");
    }

    [Fact]
    public async Task A_guest_is_a_participant_with_an_id_of_a_guest()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        var id = await sandbox.RunAsync();

        var seat = sandbox.Server.GuestJoins(await sandbox.GuestLinkAsync(id));

        var (_, body) = await sandbox.GetAsync($"api/v3.11/conferences/{id}/participants");
        var guest = Assert.Single(body!["participants"]!.AsArray())!;
        Assert.Matches("^#guest:[0-9a-f]{8}@sandbox.local$", seat);
        Assert.Equal((seat, "Ivan", 0), ((string?)guest["id"], (string?)guest["display_name"], (int)guest["is_owner"]!));
    }

    [Fact]
    public async Task A_third_person_is_refused_and_so_is_a_link_that_is_old_or_whose_conference_stopped()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        var id = await sandbox.RunAsync();
        sandbox.Server.OperatorAnswers("anna");
        var (old, late) = (await sandbox.GuestLinkAsync(id), await sandbox.GuestLinkAsync(id));
        var seat = sandbox.Server.GuestJoins(await sandbox.GuestLinkAsync(id));

        Assert.Equal("The guest was not let in: Full.", Refusal(sandbox, old));
        sandbox.Server.GuestLeaves(seat);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("The guest was not let in: Refused.", Refusal(sandbox, old));
        await sandbox.PostAsync($"api/v3.11/conferences/{id}/stop");
        Assert.Equal("The guest was not let in: NotRunning.", Refusal(sandbox, late));
    }

    [Fact]
    public async Task A_guest_who_vanishes_lingers_and_one_who_comes_back_in_time_stays()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        var id = await sandbox.RunAsync();
        var link = await sandbox.GuestLinkAsync(id);
        var seat = sandbox.Server.GuestJoins(link);

        sandbox.Server.GuestVanishes(seat);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(seat, sandbox.Server.GuestJoins(link));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal([seat], await sandbox.ParticipantsAsync(id));
        sandbox.Server.GuestVanishes(seat);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal([seat], await sandbox.ParticipantsAsync(id));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await sandbox.ParticipantsAsync(id));
    }

    [Fact]
    public async Task A_guest_who_hangs_up_is_gone_at_once()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        var id = await sandbox.RunAsync();

        sandbox.Server.GuestLeaves(sandbox.Server.GuestJoins(await sandbox.GuestLinkAsync(id)));

        Assert.Empty(await sandbox.ParticipantsAsync(id));
        Assert.True(Assert.Single(sandbox.Server.Conferences).IsRunning);
    }

    private static string Refusal(SandboxClient sandbox, string link) =>
        Assert.Throws<InvalidOperationException>(() => sandbox.Server.GuestJoins(link)).Message;
}
