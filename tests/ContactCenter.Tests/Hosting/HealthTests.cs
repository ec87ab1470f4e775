using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ContactCenter.Tests.Hosting;

/// <summary>Whoever watches the server learns what is wrong, and nothing more.</summary>
public class HealthTests
{
    [Fact]
    public async Task Ready_names_every_check_with_its_sentence()
    {
        await using var app = await StartAsync(HealthCheckResult.Degraded("TrueConf cannot be reached."));

        Assert.Equal(
            (HttpStatusCode.OK, """{"status":"degraded","checks":[{"name":"trueconf","status":"degraded","sentence":"TrueConf cannot be reached."}]}"""),
            await AskAsync(app, "/health/ready"));
    }

    [Fact]
    public async Task Not_ready_is_503_while_the_process_lives()
    {
        await using var app = await StartAsync(HealthCheckResult.Unhealthy("The secret was refused."));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(app, "/health/ready")).Status);
        Assert.Equal((HttpStatusCode.OK, """{"status":"healthy","checks":[]}"""), await AskAsync(app, "/health/live"));
    }

    [Fact]
    public async Task A_check_that_throws_does_not_tell_everybody_why()
    {
        await using var app = await HostedApp.StartAsync(add: services => services.AddHealthChecks()
            .AddCheck("store", HealthCheckResult () => throw new InvalidOperationException("/srv/data is full")));

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, """{"status":"unhealthy","checks":[{"name":"store","status":"unhealthy","sentence":"The check itself failed."}]}"""),
            await AskAsync(app, "/health/ready"));
    }

    private static Task<HostedApp> StartAsync(HealthCheckResult result) =>
        HostedApp.StartAsync(add: services => services.AddHealthChecks().AddCheck("trueconf", () => result));

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(HostedApp app, string path)
    {
        using var reply = await app.Client.GetAsync(new Uri(path, UriKind.Relative));
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }
}
