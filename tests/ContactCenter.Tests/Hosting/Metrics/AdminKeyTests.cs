using System.Net;
using ContactCenter.Tests.Hosting.Settings;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Hosting.Metrics;

/// <summary>Who may read /metrics.</summary>
public class AdminKeyTests
{
    private const string _key = "k3y-of-the-administrator";

    [Fact]
    public async Task With_the_key_the_metrics_are_told_as_Prometheus_reads_them()
    {
        await using var app = await HostedApp.StartAsync(settings: $"Hosting:AdminKey={_key}");

        using var reply = await AskAsync(app, _key);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", reply.Content.Headers.ContentType?.ToString());
        Assert.True(reply.Headers.CacheControl?.NoStore);
        Assert.Contains("\ncontact_center_build_info{", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("k3y-of-the-administrato")]
    [InlineData("k3y-of-the-administrator2")]
    [InlineData("K3Y-OF-THE-ADMINISTRATOR")]
    [InlineData(_key, _key)]
    public async Task Without_it_they_are_refused(params string[] keys)
    {
        await using var app = await HostedApp.StartAsync(settings: $"Hosting:AdminKey={_key}");

        using var reply = await AskAsync(app, keys);

        await reply.IsProblemAsync(HttpStatusCode.Unauthorized, "admin-key-needed");
        Assert.Equal("X-Admin-Key", reply.Headers.WwwAuthenticate.ToString());
        Assert.DoesNotContain(app.Log, entry => entry.Text.Contains(_key, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("anything")]
    public async Task Where_no_key_is_configured_there_is_nothing(params string[] keys)
    {
        await using var app = await HostedApp.StartAsync();

        using var reply = await AskAsync(app, keys);

        await reply.IsProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_key_that_no_header_can_hold_is_refused_at_the_start_and_not_shown()
    {
        Assert.Equal(
            ["Hosting:AdminKey is not shown; it must have at most 200 letters, digits and signs of ASCII, without spaces."],
            await Refusals.OfAsync("Hosting:AdminKey=пароль"));
    }

    private static async Task<HttpResponseMessage> AskAsync(HostedApp app, params string[] keys)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/metrics", UriKind.Relative));
        foreach (var key in keys)
        {
            request.Headers.TryAddWithoutValidation("X-Admin-Key", key);
        }

        return await app.Client.SendAsync(request);
    }
}
