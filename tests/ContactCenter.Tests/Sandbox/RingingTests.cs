using TrueConf.Sandbox;

namespace ContactCenter.Tests.Sandbox;

public class RingingTests
{
    [Fact]
    public async Task Run_rings_the_invited_who_are_signed_in()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        await sandbox.RunAsync("boris");
        var id = await sandbox.RunAsync("anna");

        Assert.Equal(id, (await sandbox.Server.RingsAsync("anna")).Id);
        Assert.DoesNotContain(sandbox.Server.Conferences, conference => conference.Ringing.Contains("boris"));
        Assert.Empty(await sandbox.ParticipantsAsync(id));
        Assert.Equal(1, await sandbox.StatusAsync("anna"));
    }

    [Fact]
    public async Task An_operator_who_answers_is_a_participant_and_rings_no_more()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        var id = await sandbox.RunAsync();

        sandbox.Server.OperatorAnswers("anna");

        Assert.Equal(["anna"], await sandbox.ParticipantsAsync(id));
        await sandbox.Server.StopsRingingAsync("anna");
    }

    [Fact]
    public async Task An_operator_may_answer_and_hang_up_by_himself()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        sandbox.Server.OperatorAnswersAfter("anna", TimeSpan.FromSeconds(3));
        sandbox.Server.OperatorHangsUpAfter("anna", TimeSpan.FromSeconds(60));
        var id = await sandbox.RunAsync();

        sandbox.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Empty(await sandbox.ParticipantsAsync(id));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(["anna"], await sandbox.ParticipantsAsync(id));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(Assert.Single(sandbox.Server.Conferences).IsRunning);
    }

    [Fact]
    public async Task A_participant_may_be_seen_late()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { ParticipantLag = TimeSpan.FromSeconds(2) };
        sandbox.Server.OperatorIsOnline("anna");
        var id = await sandbox.RunAsync();

        sandbox.Server.OperatorAnswers("anna");

        Assert.Empty(await sandbox.ParticipantsAsync(id));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["anna"], await sandbox.ParticipantsAsync(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_decline_is_silence_unless_it_is_told_to_stop_the_conference(bool stops)
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { DeclineStops = stops };
        sandbox.Server.OperatorIsOnline("anna");
        await sandbox.RunAsync();

        sandbox.Server.OperatorDeclines("anna");

        await sandbox.Server.StopsRingingAsync("anna");
        Assert.Equal(!stops, Assert.Single(sandbox.Server.Conferences).IsRunning);
        Assert.Equal(1, await sandbox.StatusAsync("anna"));
    }

    [Fact]
    public async Task A_ringing_operator_may_show_as_busy()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { BusyWhileRinging = true };
        sandbox.Server.OperatorIsOnline("anna");

        await sandbox.RunAsync();

        Assert.Equal(2, await sandbox.StatusAsync("anna"));
    }

    [Fact]
    public async Task The_owner_who_hangs_up_ends_it_for_all_and_one_who_is_gone_does_not()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        var id = await sandbox.RunAsync();
        sandbox.Server.OperatorAnswers("anna");
        var seat = sandbox.Server.GuestJoins(await sandbox.GuestLinkAsync(id));

        sandbox.Server.OperatorSignsOut("anna");
        Assert.Equal([seat], await sandbox.ParticipantsAsync(id));
        sandbox.Server.OperatorIsOnline("anna");
        var second = await sandbox.RunAsync();
        sandbox.Server.OperatorAnswers("anna");
        sandbox.Server.GuestJoins(await sandbox.GuestLinkAsync(second));
        sandbox.Server.OperatorHangsUp("anna");

        Assert.Empty(await sandbox.ParticipantsAsync(second));
        Assert.Equal([true, false], sandbox.Server.Conferences.Select(conference => conference.IsRunning));
    }

    [Fact]
    public async Task The_log_tells_of_every_ring_with_the_status_the_user_had()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        var first = await sandbox.RunAsync();
        sandbox.Server.OperatorAnswers("anna");
        var second = await sandbox.RunAsync();

        var rings = sandbox.Server.Log.Where(entry => entry.Kind is LogKind.RingStarted or LogKind.RingStopped)
            .Select(entry => (entry.Kind, entry.User, entry.Conference, entry.UserStatus));

        Assert.Equal(
        [
            (LogKind.RingStarted, "anna", first, 1),
            (LogKind.RingStopped, "anna", first, 1),
            (LogKind.RingStarted, "anna", second, 5),
        ], rings);
    }

    [Fact]
    public async Task A_wait_in_vain_says_what_for()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => sandbox.Server.RingsAsync("anna", TimeSpan.FromMilliseconds(1)));

        Assert.Contains("until anna's devices ring", failure.Message, StringComparison.Ordinal);
    }
}
