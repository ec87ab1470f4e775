using ContactCenter.Operators;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.TrueConf;

/// <summary>What the health check says in each of TrueConf Server's states.</summary>
public sealed class HealthTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly SkippingClock _clock = new();
    private SandboxServer _sandbox = null!;
    private TrueConfClient _client = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync("http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);
        _client = new TrueConfClient(_sandbox.Url, clock: _clock, settings: ("TrueConf:ClientSecret", SandboxServer.ClientSecret));
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task All_is_well_while_nothing_was_asked_and_after_good_answers()
    {
        await StateIsAsync(HealthStatus.Healthy, null);
        await _client.Directory.FindGroupAsync("Operators", default);
        await StateIsAsync(HealthStatus.Healthy, null);
    }

    [Fact]
    public async Task A_server_that_is_away_is_a_note_until_it_is_back()
    {
        _sandbox.GoesDown();
        await Some.FailureAsync(_client, "groups");
        await StateIsAsync(HealthStatus.Degraded, "circuit breaker is closed");

        _sandbox.ComesUp();
        await _client.Directory.FindGroupAsync("Operators", default);
        await StateIsAsync(HealthStatus.Healthy, null);
    }

    [Theory]
    [InlineData(FaultKind.Status)]
    [InlineData(FaultKind.Garbage)]
    public async Task A_server_that_is_not_itself_is_a_note(FaultKind fault)
    {
        _sandbox.Fault(ApiRoute.Groups, fault, status: 503);
        await Some.FailureAsync(_client, "groups");

        await StateIsAsync(HealthStatus.Degraded, "/groups");
        Assert.DoesNotContain(Ours(_client), entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public async Task The_open_breaker_is_named()
    {
        await _client.Directory.FindGroupAsync("Operators", default);
        _sandbox.Fault(ApiRoute.Create, FaultKind.Status, status: 500);
        for (var request = 1; request <= 26; request++)
        {
            await Some.FailureAsync(_client, "create");
        }

        await StateIsAsync(HealthStatus.Degraded, "circuit breaker is open");

        _clock.Skip(TimeSpan.FromSeconds(3.1));
        await _client.Directory.FindGroupAsync("Operators", default);
        await StateIsAsync(HealthStatus.Healthy, null);
    }

    [Fact]
    public async Task Refused_credentials_need_a_person_and_tell_one_once_a_minute()
    {
        await using var client = new TrueConfClient(_sandbox.Url, clock: _clock);
        for (var request = 0; request < 5; request++)
        {
            await Some.FailureAsync(client, "groups");
            _clock.Skip(TimeSpan.FromSeconds(11));
        }

        var health = await client.HealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("TrueConf:ClientSecret", health.Description, StringComparison.Ordinal);
        Assert.Single(Ours(client), entry => entry.Level == LogLevel.Error);

        _clock.Skip(TimeSpan.FromSeconds(11));
        await Some.FailureAsync(client, "groups");
        Assert.Equal(2, Ours(client).Count(entry => entry.Level == LogLevel.Error));
    }

    [Fact]
    public async Task A_missing_scope_needs_a_person_until_it_is_given_whatever_else_works()
    {
        var scopes = _sandbox.Settings.Scopes;
        _sandbox.Settings = _sandbox.Settings with { Scopes = [.. scopes.Where(scope => scope != "groups.users:read")] };
        Assert.Equal(TrueConfFailure.Denied, (await Some.FailureAsync(_client, "members")).Failure);
        await _client.Directory.FindGroupAsync("Operators", default);
        await StateIsAsync(HealthStatus.Unhealthy, "groups.users:read");

        _sandbox.Settings = _sandbox.Settings with { Scopes = scopes };
        await _client.Directory.ReadGroupAsync(Some.Group, default);
        await StateIsAsync(HealthStatus.Healthy, null);
    }

    [Fact]
    public async Task Without_a_guest_licence_there_is_a_warning_until_a_guest_gets_a_link()
    {
        var id = await _client.Conferences.CreateAsync(Some.Plan(), default);
        _sandbox.Settings = _sandbox.Settings with { GuestLicence = false };
        Assert.Null(await _client.Conferences.GuestLinkAsync(id, "Ivan", default));
        Assert.Null(await _client.Conferences.GuestLinkAsync(id, "Ivan", default));
        await StateIsAsync(HealthStatus.Degraded, "licence");
        Assert.Single(Ours(_client), entry => entry.Level == LogLevel.Warning);

        _sandbox.Settings = _sandbox.Settings with { GuestLicence = true };
        Assert.NotNull(await _client.Conferences.GuestLinkAsync(id, "Ivan", default));
        await StateIsAsync(HealthStatus.Healthy, null);
    }

    /// <summary>Without what the framework's health service says of every check.</summary>
    private static IEnumerable<CapturedLog.Entry> Ours(TrueConfClient client) =>
        client.Log.Entries.Where(entry => entry.Category.StartsWith("ContactCenter.", StringComparison.Ordinal));

    private async Task StateIsAsync(HealthStatus status, string? sentence)
    {
        var health = await _client.HealthAsync();

        Assert.Equal(status, health.Status);
        if (sentence is not null)
        {
            Assert.Contains(sentence, health.Description, StringComparison.Ordinal);
        }
    }
}
