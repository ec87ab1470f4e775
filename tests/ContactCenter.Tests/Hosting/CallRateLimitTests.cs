using System.Net;
using ContactCenter.Hosting;
using ContactCenter.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace ContactCenter.Tests.Hosting;

/// <summary>One address cannot fill the queue, and no address can pretend to be another.</summary>
public class CallRateLimitTests
{
    private const string _limit = "RateLimit:CallsPerMinute=2";
    private const string _proxy = "Hosting:KnownProxies=127.0.0.1";

    [Fact]
    public async Task An_address_that_calls_too_often_is_told_when_to_come_back()
    {
        await using var app = await StartAsync(_limit, _proxy);
        await CallsAsync(app, "198.51.100.7", HttpStatusCode.OK, HttpStatusCode.OK);

        using var third = await CallAsync(app, "198.51.100.7");

        await third.IsProblemAsync(HttpStatusCode.TooManyRequests, "too-many-calls");
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Each_address_has_its_own_limit()
    {
        await using var app = await StartAsync(_limit, _proxy);

        await CallsAsync(app, "198.51.100.7", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests);
        await CallsAsync(app, "198.51.100.8", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task The_addresses_of_one_IPv6_network_count_together()
    {
        await using var app = await StartAsync(_limit, _proxy);

        await CallsAsync(app, "2001:db8:1:2::1", HttpStatusCode.OK);
        await CallsAsync(app, "2001:db8:1:2:ffff::2", HttpStatusCode.OK);
        await CallsAsync(app, "2001:db8:1:2::3", HttpStatusCode.TooManyRequests);
        await CallsAsync(app, "2001:db8:1:3::1", HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_guest_cannot_choose_an_address()
    {
        await using var app = await StartAsync(_limit, _proxy);

        await CallsAsync(app, "203.0.113.1, 198.51.100.7", HttpStatusCode.OK);
        await CallsAsync(app, "203.0.113.2, 198.51.100.7", HttpStatusCode.OK);
        await CallsAsync(app, "203.0.113.3, 198.51.100.7", HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_proxy_that_is_not_known_is_not_believed()
    {
        await using var app = await StartAsync(_limit);

        await CallsAsync(app, "198.51.100.7", HttpStatusCode.OK);
        await CallsAsync(app, "198.51.100.8", HttpStatusCode.OK);
        await CallsAsync(app, "198.51.100.9", HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task This_machine_itself_is_not_limited()
    {
        await using var app = await StartAsync(_limit, _proxy);

        await CallsAsync(app, null, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Zero_switches_the_limit_off()
    {
        await using var app = await StartAsync("RateLimit:CallsPerMinute=0", _proxy);

        await CallsAsync(app, "198.51.100.7", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK);
    }

    private static Task<HostedApp> StartAsync(params string[] settings) => HostedApp.StartAsync(
        app => app.MapPost("/api/calls", () => "").RequireCallRateLimit(), add: null, settings);

    private static async Task CallsAsync(HostedApp app, string? forwardedFor, params HttpStatusCode[] answers)
    {
        foreach (var answer in answers)
        {
            using var reply = await CallAsync(app, forwardedFor);
            Assert.Equal(answer, reply.StatusCode);
        }
    }

    private static async Task<HttpResponseMessage> CallAsync(HostedApp app, string? forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/calls");
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        return await app.Client.SendAsync(request);
    }
}
