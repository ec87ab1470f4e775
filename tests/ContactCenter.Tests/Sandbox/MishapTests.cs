using TrueConf.Sandbox;

namespace ContactCenter.Tests.Sandbox;

/// <summary>Licences that are used up, deletes that are refused, conferences that vanish, a server that restarts.</summary>
public class MishapTests
{
    private static readonly TimeSpan _while = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task The_licence_limits_also_what_is_created_running_and_frees_a_place_when_one_stops()
    {
        await using var sandbox = await StartAsync(usual => usual with { MaxRunning = 1 });
        var first = await sandbox.RunAsync("anna");
        var running = new { owner = "boris", topic = "Now", state = "running" };

        var (status, refusal) = await sandbox.PostAsync("api/v3.11/conferences", running);
        Assert.Equal(400, status);
        Assert.Equal("licenseLimitExceeded", (string?)refusal!["error"]!["errors"]![0]!["reason"]);
        Assert.Equal(first, Assert.Single(sandbox.Server.Conferences).Id);
        Assert.Equal(200, (await sandbox.PostAsync($"api/v3.11/conferences/{first}/run")).Status);

        await sandbox.PostAsync($"api/v3.11/conferences/{first}/stop");
        var (_, made) = await sandbox.PostAsync("api/v3.11/conferences", running);
        Assert.Equal("running", (string?)made!["conference"]!["state"]);
    }

    [Fact]
    public async Task A_delete_may_be_refused_while_it_runs_and_for_a_while_afterwards()
    {
        await using var sandbox = await StartAsync(usual => usual with { DeleteRefusedFor = _while });
        var never = await sandbox.CreateAsync("boris");
        var id = await sandbox.RunAsync();

        sandbox.Clock.Advance(2 * _while);

        Assert.Equal(200, (await sandbox.DeleteAsync($"api/v3.11/conferences/{never}")).Status);
        var (status, refusal) = await sandbox.DeleteAsync($"api/v3.11/conferences/{id}");
        Assert.Equal((400, "conferenceInUse"), (status, (string?)refusal!["error"]!["errors"]![0]!["reason"]));
        Assert.True(Assert.Single(sandbox.Server.Conferences).IsRunning);

        await sandbox.PostAsync($"api/v3.11/conferences/{id}/stop");
        Assert.Equal(400, (await sandbox.DeleteAsync($"api/v3.11/conferences/{id}")).Status);
        sandbox.Clock.Advance(_while);
        Assert.Equal(200, (await sandbox.DeleteAsync($"api/v3.11/conferences/{id}")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_conference_may_vanish_and_whoever_was_in_it_is_out(bool bySwitch)
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        var id = await sandbox.RunAsync();
        sandbox.Server.OperatorAnswers("anna");

        if (bySwitch)
        {
            Assert.Equal(204, (await sandbox.PostAsync($"_sandbox/conferences/{id}/vanish")).Status);
        }
        else
        {
            sandbox.Server.ConferenceVanishes(id);
        }

        Assert.Equal(404, (await sandbox.GetAsync($"api/v3.11/conferences/{id}/participants")).Status);
        Assert.Equal(404, (await sandbox.PostAsync($"api/v3.11/conferences/{id}/stop")).Status);
        Assert.Equal(1, await sandbox.StatusAsync("anna"));
        Assert.Empty(sandbox.Server.Conferences);
        Assert.Equal("The conference vanished.", Assert.Single(sandbox.Server.Log, entry => entry.Kind is LogKind.Deleted).Reason);
        Assert.Equal(409, (await sandbox.PostAsync($"_sandbox/conferences/{id}/vanish")).Status);
    }

    [Fact]
    public async Task A_restart_stops_what_ran_and_signs_everybody_out_and_tokens_are_good_no_more()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        sandbox.Server.OperatorIsBusy("boris");
        var talking = await sandbox.RunAsync();
        sandbox.Server.OperatorAnswers("anna");
        var guest = sandbox.Server.GuestJoins(await sandbox.GuestLinkAsync(talking));
        var ringing = await sandbox.RunAsync("boris");

        Assert.Equal(204, (await sandbox.PostAsync("_sandbox/restart", new { backAfter = 5000 })).Status);

        Assert.Equal(403, (await sandbox.GetAsync("api/v3.11/groups")).Status);
        await sandbox.TakeTokenAsync();
        Assert.Equal([talking, ringing], sandbox.Server.Conferences.Select(one => one.Id));
        Assert.All(sandbox.Server.Conferences, one => Assert.False(one.IsRunning || one.Ringing.Count > 0 || one.Participants.Count > 0));
        Assert.Contains(sandbox.Server.Log, entry => entry.Kind is LogKind.Left && entry.User == guest);
        Assert.Equal((0, 0), (await sandbox.StatusAsync("anna"), await sandbox.StatusAsync("boris")));

        sandbox.Clock.Advance(_while);
        Assert.Equal((1, 2), (await sandbox.StatusAsync("anna"), await sandbox.StatusAsync("boris")));
        Assert.Equal(0, await sandbox.StatusAsync("clara"));
    }

    [Fact]
    public async Task After_a_restart_whoever_signed_out_or_was_not_to_come_back_stays_away()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        sandbox.Server.OperatorIsOnline("boris");

        sandbox.Server.Restarts(everybodyBackAfter: _while);
        sandbox.Server.OperatorIsBusy("anna");
        sandbox.Clock.Advance(_while);
        await sandbox.TakeTokenAsync();
        Assert.Equal((2, 1), (await sandbox.StatusAsync("anna"), await sandbox.StatusAsync("boris")));

        sandbox.Server.Restarts();
        sandbox.Clock.Advance(TimeSpan.FromHours(1));
        await sandbox.TakeTokenAsync();
        Assert.Equal((0, 0), (await sandbox.StatusAsync("anna"), await sandbox.StatusAsync("boris")));
    }

    private static async Task<SandboxClient> StartAsync(Func<SandboxSettings, SandboxSettings> change)
    {
        var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = change(sandbox.Server.Settings);
        return sandbox;
    }
}
