using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.TrueConf;

/// <summary>A server that says what is not so, or not yet, or not any more: what counts is how the conference stands.</summary>
public sealed class OddServerTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan _ages = TimeSpan.FromHours(1);

    private readonly SkippingClock _clock = new();
    private SandboxServer _sandbox = null!;
    private TrueConfClient _client = null!;

    private IConferenceServer Server => _client.Conferences;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync("http://127.0.0.1:0", _clock, CancellationToken.None);
        _sandbox.OperatorIsOnline("anna");
        _client = new TrueConfClient(_sandbox.Url, clock: _clock, settings: ("TrueConf:ClientSecret", SandboxServer.ClientSecret));
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_is_answered_and_not_done_is_no_ring()
    {
        var id = await MadeAsync();
        _sandbox.Fault(ApiRoute.Run, FaultKind.NotApplied, count: 1);

        var failure = await Assert.ThrowsAsync<TrueConfException>(() => Server.RunAsync(id, default));

        Assert.Equal(TrueConfFailure.Refused, failure.Failure);
        Assert.Empty(Assert.Single(_sandbox.Conferences).Ringing);
    }

    [Fact]
    public async Task A_stop_that_is_answered_and_not_done_is_no_stop()
    {
        var id = await RingingAsync();
        _sandbox.Fault(ApiRoute.Stop, FaultKind.NotApplied, count: 1);

        var failure = await Assert.ThrowsAsync<TrueConfException>(() => Server.StopAsync(id, default));
        Assert.True(failure.OutcomeUnknown);
        Assert.True(Assert.Single(_sandbox.Conferences).IsRunning);

        Assert.True(await Server.StopAsync(id, default));
        Assert.False(Assert.Single(_sandbox.Conferences).IsRunning);
    }

    [Fact]
    public async Task A_delete_that_is_answered_and_not_done_is_no_delete()
    {
        var id = await MadeAsync();
        _sandbox.Fault(ApiRoute.Delete, FaultKind.NotApplied, count: 1);

        var failure = await Assert.ThrowsAsync<TrueConfException>(() => Server.DeleteAsync(id, default));
        Assert.True(failure.OutcomeUnknown);

        await Server.DeleteAsync(id, default);
        Assert.Empty(_sandbox.Conferences);
    }

    [Fact]
    public async Task A_create_that_is_answered_and_not_done_is_noticed_at_the_run()
    {
        _sandbox.Fault(ApiRoute.Create, FaultKind.NotApplied, count: 1);
        var id = await MadeAsync();

        Assert.Equal(TrueConfFailure.NotFound, (await Assert.ThrowsAsync<TrueConfException>(() => Server.RunAsync(id, default))).Failure);
        Assert.False(await Server.StopAsync(id, default));
        Assert.Null(await Server.FindAsync(Some.Ledger, default));
    }

    /// <summary>What cannot be looked at is believed: the look is a second opinion.</summary>
    [Theory]
    [InlineData(FaultKind.Status)]
    [InlineData(FaultKind.Garbage)]
    [InlineData(FaultKind.Drop)]
    public async Task While_nothing_can_be_looked_at_a_good_answer_is_believed(FaultKind fault)
    {
        _sandbox.Fault(ApiRoute.Get, fault);
        var id = await MadeAsync();

        await Server.RunAsync(id, default);
        Assert.True(await Server.StopAsync(id, default));
        await Server.DeleteAsync(id, default);

        Assert.Empty(_sandbox.Conferences);
    }

    [Theory]
    [InlineData(FaultKind.Garbage)]
    [InlineData(FaultKind.AppliedButAnswerLost)]
    [InlineData(FaultKind.Status)]
    public async Task A_run_without_a_good_answer_is_known_only_where_it_is_seen_to_run(FaultKind fault)
    {
        var id = await MadeAsync();
        _sandbox.Fault(ApiRoute.Run, fault, count: 1);

        var failure = await Record.ExceptionAsync(() => Server.RunAsync(id, default));

        Assert.Equal(Assert.Single(_sandbox.Conferences).IsRunning ? null : TrueConfFailure.Unknown, (failure as TrueConfException)?.Failure);
        await AskedAsync(ApiRoute.Run, times: 1);
    }

    [Fact]
    public async Task A_list_with_stale_states_says_which_conference_it_is_and_the_conference_how_it_stands()
    {
        _sandbox.Settings = _sandbox.Settings with { ListStaleness = _ages };
        var id = await RingingAsync();

        Assert.False(Assert.Single(await Server.ListAsync(default)).Running);
        Assert.True((await Server.FindAsync(Some.Ledger, default))!.Running);

        await Server.StopAsync(id, default);
        await Server.DeleteAsync(id, default);
        Assert.Equal(id, Assert.Single(await Server.ListAsync(default)).Id);
        Assert.Null(await Server.FindAsync(Some.Ledger, default));
    }

    [Fact]
    public async Task What_a_late_list_does_not_show_yet_is_run_stopped_and_deleted_all_the_same()
    {
        _sandbox.Settings = _sandbox.Settings with { ListLag = _ages };
        var id = await MadeAsync();
        _sandbox.Fault(ApiRoute.Run, FaultKind.AppliedButAnswerLost, count: 1);
        _sandbox.Fault(ApiRoute.Stop, FaultKind.Status, count: 1, status: 400);

        await Server.RunAsync(id, default);
        Assert.Equal(TrueConfFailure.Refused, (await Assert.ThrowsAsync<TrueConfException>(() => Server.StopAsync(id, default))).Failure);
        Assert.True(await Server.StopAsync(id, default));
        await Server.DeleteAsync(id, default);

        Assert.Empty(_sandbox.Conferences);
        Assert.Null(await Server.FindAsync(Some.Ledger, default));
    }

    [Fact]
    public async Task A_delete_that_is_refused_for_a_while_works_in_the_end()
    {
        _sandbox.Settings = _sandbox.Settings with { DeleteRefusedFor = _ages };
        var id = await RingingAsync();
        await Server.StopAsync(id, default);

        Assert.Equal(TrueConfFailure.Refused, (await Assert.ThrowsAsync<TrueConfException>(() => Server.DeleteAsync(id, default))).Failure);
        _clock.Skip(_ages);
        await Server.DeleteAsync(id, default);

        Assert.Empty(_sandbox.Conferences);
    }

    /// <summary>A conference that was stopped can be started again by its owner; whoever deletes it then is not refused for ever.</summary>
    [Fact]
    public async Task A_delete_that_is_refused_because_it_runs_stops_it()
    {
        _sandbox.Settings = _sandbox.Settings with { DeleteRefusedFor = TimeSpan.FromTicks(1) };
        var id = await RingingAsync();

        Assert.Equal(TrueConfFailure.Refused, (await Assert.ThrowsAsync<TrueConfException>(() => Server.DeleteAsync(id, default))).Failure);
        Assert.False(Assert.Single(_sandbox.Conferences).IsRunning);
        _clock.Skip(TimeSpan.FromMilliseconds(1));
        await Server.DeleteAsync(id, default);

        Assert.Empty(_sandbox.Conferences);
    }

    [Fact]
    public async Task A_conference_that_vanished_is_empty_stopped_and_deleted_and_can_be_neither_run_nor_entered()
    {
        var id = await RingingAsync();
        _sandbox.OperatorAnswers("anna");
        _sandbox.ConferenceVanishes(id.Value);

        Assert.Equal(Attendance.Nobody, await Server.WhoIsThereAsync(id, Some.Anna, default));
        Assert.False(await Server.StopAsync(id, default));
        await Server.DeleteAsync(id, default);
        Assert.Equal(TrueConfFailure.NotFound, (await Assert.ThrowsAsync<TrueConfException>(() => Server.RunAsync(id, default))).Failure);
        Assert.Equal(TrueConfFailure.NotFound, (await Assert.ThrowsAsync<TrueConfException>(() => Server.GuestLinkAsync(id, "Ivan", default))).Failure);
    }

    [Fact]
    public async Task A_licence_that_is_used_up_is_a_refusal_and_nothing_rings()
    {
        _sandbox.OperatorIsOnline("boris");
        _sandbox.Settings = _sandbox.Settings with { MaxRunning = 1 };
        await RingingAsync();
        var second = await Server.CreateAsync(Some.Plan(Some.LedgerOf(2), "boris"), default);

        var failure = await Assert.ThrowsAsync<TrueConfException>(() => Server.RunAsync(second, default));

        Assert.Equal(TrueConfFailure.Refused, failure.Failure);
        Assert.EndsWith("400 licenseLimitExceeded.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["anna"], _sandbox.Conferences.SelectMany(one => one.Ringing));
    }

    [Fact]
    public async Task Tokens_that_live_shorter_than_a_call_are_renewed_without_anybody_noticing()
    {
        _sandbox.Settings = _sandbox.Settings with { TokenLife = TimeSpan.FromSeconds(10) };
        var id = await MadeAsync();
        await BetweenAsync(() => Server.RunAsync(id, default));
        _sandbox.OperatorAnswers("anna");
        await BetweenAsync(() => Server.GuestLinkAsync(id, "Ivan", default));
        await BetweenAsync(async () => Assert.True((await Server.WhoIsThereAsync(id, Some.Anna, default)).Operator));
        await BetweenAsync(() => Server.StopAsync(id, default));
        await BetweenAsync(() => Server.DeleteAsync(id, default));

        Assert.Empty(_sandbox.Conferences);
        Assert.DoesNotContain(_sandbox.Log, entry => entry.Status == 403);

        // The token's time passes between two requests, and the client knows.
        Task BetweenAsync(Func<Task> request)
        {
            _clock.Skip(TimeSpan.FromSeconds(11));
            return request();
        }
    }

    [Fact]
    public async Task After_a_restart_of_the_server_the_next_request_takes_a_new_token_and_finds_everything_stopped()
    {
        var id = await RingingAsync();
        _sandbox.Restarts();

        Assert.Equal(ContactCenter.Operators.Presence.Offline, await _client.Directory.ReadPresenceAsync(Some.Anna, default));
        Assert.Equal(Attendance.Nobody, await Server.WhoIsThereAsync(id, Some.Anna, default));
        Assert.False((await Server.FindAsync(Some.Ledger, default))!.Running);
        Assert.True(await Server.StopAsync(id, default));
        await Server.DeleteAsync(id, default);

        await AskedAsync(ApiRoute.Token, times: 2);
    }

    [Fact]
    public async Task A_token_that_is_given_and_not_taken_is_asked_for_once_more_and_then_after_a_pause()
    {
        _sandbox.Fault(ApiRoute.Token, FaultKind.NotApplied);

        Assert.Equal(TrueConfFailure.Denied, (await Some.FailureAsync(_client, "create")).Failure);
        Assert.Equal(TrueConfFailure.Denied, (await Some.FailureAsync(_client, "create")).Failure);

        await AskedAsync(ApiRoute.Token, times: 2);
        Assert.Empty(_sandbox.Conferences);
    }

    /// <summary>A request is written down when it is over, which may be after its answer was read.</summary>
    private async Task AskedAsync(ApiRoute route, int times)
    {
        await Eventually.IsTrueAsync($"{route} was asked {times} times", () => Asked() >= times);
        Assert.Equal(times, Asked());

        int Asked() => _sandbox.Log.Count(entry => entry.Route == route);
    }

    private Task<ConferenceId> MadeAsync() => Server.CreateAsync(Some.Plan(), default);

    private async Task<ConferenceId> RingingAsync()
    {
        var id = await MadeAsync();
        await Server.RunAsync(id, default);
        return id;
    }
}
