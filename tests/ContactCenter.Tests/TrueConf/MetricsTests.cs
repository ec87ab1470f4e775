using System.Net;
using System.Net.Sockets;

namespace ContactCenter.Tests.TrueConf;

/// <summary>Requests to TrueConf Server in figures: by route and by what came of them.</summary>
public class MetricsTests
{
    private const string _requests = "contact_center_trueconf_requests_total";

    [Theory]
    [InlineData("groups", "GET groups")]
    [InlineData("members", "GET groups/{id}/users")]
    [InlineData("user", "GET users/{id}")]
    [InlineData("create", "POST conferences")]
    [InlineData("list", "GET conferences")]
    [InlineData("run", "POST conferences/{id}/run")]
    [InlineData("stop", "POST conferences/{id}/stop")]
    [InlineData("delete", "DELETE conferences/{id}")]
    [InlineData("participants", "GET conferences/{id}/participants")]
    [InlineData("clients", "GET software/clients")]
    public async Task Every_request_is_counted_by_its_route_and_status_and_nothing_in_it_is_told(string request, string route)
    {
        await using var server = await StubServer.StartAsync(403, """{"error":{"code":403,"errors":[{"reason":"forbidden"}]}}""");
        await using var client = new TrueConfClient(server.Url);
        await Some.FailureAsync(client, request);

        var metrics = await client.ScrapeAsync();

        Assert.Equal(
            [$"{_requests}{{route=\"{route}\",status=\"403\"}}", $"{_requests}{{route=\"POST oauth2/v1/token\",status=\"200\"}}"],
            metrics.NamesLike(_requests).Order(StringComparer.Ordinal));
        Assert.Equal(1, metrics[$"{_requests}{{route=\"{route}\",status=\"403\"}}"]);
        Assert.Equal(1, metrics[$"contact_center_trueconf_request_seconds_count{{route=\"{route}\"}}"]);
    }

    [Fact]
    public async Task Each_attempt_counts_for_itself()
    {
        await using var server = await StubServer.StartAsync(503, "");
        await using var client = new TrueConfClient(server.Url);
        await Some.FailureAsync(client, "groups");
        await Some.FailureAsync(client, "run");

        var metrics = await client.ScrapeAsync();

        Assert.Equal(3, metrics[$"{_requests}{{route=\"GET groups\",status=\"503\"}}"]);
        Assert.Equal(1, metrics[$"{_requests}{{route=\"POST conferences/{{id}}/run\",status=\"503\"}}"]);
    }

    [Fact]
    public async Task A_request_without_an_answer_says_why_there_is_none()
    {
        await using var hanging = await StubServer.StartAsync(StubServer.Hangs);
        await using var dropping = await StubServer.StartAsync(StubServer.Drops);

        Assert.Equal(1, await StatusesAsync(hanging.Url, "timeout", TimeSpan.FromMilliseconds(300)));
        Assert.Equal(1, await StatusesAsync(dropping.Url, "broken"));
        Assert.Equal(3, await StatusesAsync(ClosedPort(), "unreachable", route: "POST oauth2/v1/token"));
    }

    [Fact]
    public async Task What_the_open_breaker_keeps_back_is_no_request()
    {
        await using var server = await StubServer.StartAsync(500, "");
        await using var client = new TrueConfClient(server.Url);
        for (var request = 1; request <= 30; request++)
        {
            await Some.FailureAsync(client, "run");
        }

        var metrics = await client.ScrapeAsync();

        Assert.Equal(1, metrics["contact_center_trueconf_breaker_open"]);
        Assert.Equal(server.Requests.Count, metrics[$"{_requests}{{route=\"POST conferences/{{id}}/run\",status=\"500\"}}"]);
        Assert.InRange(server.Requests.Count, 1, 29);
    }

    private static async Task<double?> StatusesAsync(Uri url, string status, TimeSpan? timeout = null, string route = "POST conferences/{id}/run")
    {
        await using var client = new TrueConfClient(url, timeout);
        await Some.FailureAsync(client, "run");
        return (await client.ScrapeAsync())[$"{_requests}{{route=\"{route}\",status=\"{status}\"}}"];
    }

    private static Uri ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
