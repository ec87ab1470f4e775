using System.Net;
using System.Net.Http.Headers;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Tests.Nodes;

/// <summary>The database goes away and comes back; guests are told to try again, and nothing is lost.</summary>
[Trait("Category", "Process")]
public sealed class DatabaseOutageTests
{
    [Fact]
    public async Task A_database_that_is_killed_costs_guests_a_moment_and_no_call()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var nodes = await TwoNodes.StartBriskAsync(server, await server.NewDatabaseAsync());
        using var waiting = await nodes.A.GuestCallsAsync();
        await waiting.WaitsForAsync("waiting");

        var killed = server.KillAsync(away: TimeSpan.FromSeconds(2));
        await Eventually.IsTrueAsync("requests are refused for a moment", () => IsRefusedAsync(nodes.A, waiting));
        var (status, text) = await nodes.B.ReadinessAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("The database does not answer just now.", text, StringComparison.Ordinal);
        await killed.WithTimeout("PostgreSQL is back");
        await Eventually.IsTrueAsync("both nodes are ready again", async () =>
            (await nodes.A.ReadinessAsync()).Status == HttpStatusCode.OK && (await nodes.B.ReadinessAsync()).Status == HttpStatusCode.OK);

        nodes.Sandbox.OperatorIsOnline("anna");
        await nodes.Sandbox.RingsAsync("anna", within: Waiting.Limit);
        nodes.Sandbox.OperatorAnswers("anna");
        await waiting.WaitsForAsync("connected");
        await waiting.HangsUpAsync();
        await waiting.WaitsForAsync("ended");
        await nodes.Sandbox.EmptiesAsync(within: Waiting.Limit);
        Assert.Equal([1, 2, 3, 4], waiting.Events.Select(one => one.Sequence));
        await nodes.StopAsync();
        Tells(nodes.A.Log);
        Tells(nodes.B.Log);
    }

    [Fact]
    public async Task A_database_that_is_restarted_under_guests_who_keep_coming_loses_nobody_who_was_told_202()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var nodes = await TwoNodes.StartBriskAsync(server, await server.NewDatabaseAsync(), ("RateLimit:CallsPerMinute", "0"));
        var placed = new List<GuestOnPhone>();
        using var enough = new CancellationTokenSource();
        var coming = ComeAsync();

        for (var restart = 0; restart < 3; restart++)
        {
            var before = placed.Count;
            await server.RestartAsync();
            await Eventually.IsTrueAsync("guests are taken again", () => placed.Count >= before + 5);
        }

        await enough.CancelAsync();
        await coming.WithTimeout("the last guest has come");
        Assert.All(await Task.WhenAll(placed.Select(guest => guest.LooksAsync())), call => Assert.Equal("waiting", call.State));
        placed.ForEach(guest => guest.Dispose());

        async Task ComeAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                var node = placed.Count % 2 == 0 ? nodes.A : nodes.B;
                if (await node.GuestTriesAsync() is { } guest)
                {
                    placed.Add(guest);
                }
            }
        }
    }

    [Fact]
    public async Task A_database_that_answers_nothing_is_given_up_after_a_few_seconds()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var nodes = await TwoNodes.StartBriskAsync(server, await server.NewDatabaseAsync());
        using var waiting = await nodes.A.GuestCallsAsync();
        await waiting.WaitsForAsync("waiting");

        await using (await server.FreezeAsync())
        {
            await Eventually.IsTrueAsync("requests are refused", () => IsRefusedAsync(nodes.A, waiting));
        }

        nodes.Sandbox.OperatorIsOnline("anna");
        await nodes.Sandbox.RingsAsync("anna", within: Waiting.Limit);
        nodes.Sandbox.OperatorAnswers("anna");
        await waiting.WaitsForAsync("connected");
    }

    [Fact]
    public async Task A_server_that_starts_together_with_its_database_waits_for_it()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.NewDatabaseAsync();
        var back = server.KillAsync(away: TimeSpan.FromSeconds(1));

        await using var nodes = await TwoNodes.StartBriskAsync(server, database);

        await back.WithTimeout("PostgreSQL is back");
        using var guest = await nodes.A.GuestCallsAsync();
        await guest.WaitsForAsync("waiting");
        Assert.Single(nodes.A.Log, entry => entry.Text.Contains("does not answer yet; waiting for it", StringComparison.Ordinal));
    }

    /// <summary>Whoever asks is told the truth: not now, and when to ask again.</summary>
    private static async Task<bool> IsRefusedAsync(ContactCenterApp node, GuestOnPhone guest)
    {
        using var http = node.Guest();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guest.Token);
        using var reply = await http.GetAsync(new Uri($"/api/calls/{guest.Id}", UriKind.Relative));
        if (reply.StatusCode == HttpStatusCode.OK)
        {
            return false;
        }

        await reply.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        Assert.Equal(TimeSpan.FromSeconds(2), reply.Headers.RetryAfter?.Delta);
        return true;
    }

    /// <summary>Once that it went, once that it is back, and no flood in between.</summary>
    private static void Tells(IReadOnlyList<CapturedLog.Entry> log)
    {
        Assert.DoesNotContain(log, entry =>
            entry.Level >= LogLevel.Error && entry.Category.StartsWith("ContactCenter", StringComparison.Ordinal));
        var away = log.Count(entry => entry is { Level: LogLevel.Warning } && entry.Text.Contains(" does not answer: ", StringComparison.Ordinal));
        var back = log.Count(entry => entry is { Level: LogLevel.Information } && entry.Text.Contains(" answers again.", StringComparison.Ordinal));
        Assert.InRange(away, 1, 3);
        Assert.Equal(away, back);
    }
}
