using System.Net;
using ContactCenter.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ContactCenter.Tests.Hosting;

/// <summary>Who may embed and load our pages, and what they may do.</summary>
public class PageTests
{
    [Fact]
    public async Task The_guests_page_may_be_embedded_by_allowed_sites_only()
    {
        await using var app = await HostedApp.StartAsync(
            settings: ["Widget:AllowedSites:0=https://shop.example.com", "Widget:AllowedSites:1=http://127.0.0.1:6399"]);

        var policy = await HeaderAsync(app, "/widget/call.html", "Content-Security-Policy");

        Assert.Contains("frame-ancestors 'self' https://shop.example.com http://127.0.0.1:6399", policy.Split("; "));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task The_widgets_loader_is_no_more_than_six_kilobytes_on_the_wire(string encoding)
    {
        await using var app = await HostedApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/widget/widget.js", UriKind.Relative));
        request.Headers.Add("Accept-Encoding", encoding);

        using var reply = await app.Client.SendAsync(request);

        Assert.Equal([encoding], reply.Content.Headers.ContentEncoding);
        Assert.InRange((await reply.Content.ReadAsByteArrayAsync()).Length, 1, 6000);
    }

    [Fact]
    public async Task Without_allowed_sites_only_we_embed_it()
    {
        await using var app = await HostedApp.StartAsync();

        Assert.EndsWith("frame-ancestors 'self'", await HeaderAsync(app, "/widget/call.html", "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_page_may_be_embedded_by_an_allowed_site()
    {
        await using var app = await HostedApp.StartAsync(settings: "Widget:AllowedSites=https://shop.example.com");

        Assert.Equal("frame-ancestors 'self'", await HeaderAsync(app, "/demo/", "Content-Security-Policy"));
    }

    [Fact]
    public async Task The_guests_page_frames_https_and_what_a_feature_names()
    {
        await using var app = await HostedApp.StartAsync(add: services => services.AddSingleton<IFramedOrigins, Sandbox>());

        Assert.Contains(
            "frame-src https: http://127.0.0.1:6398", (await HeaderAsync(app, "/widget/call.html", "Content-Security-Policy")).Split("; "));
    }

    [Fact]
    public async Task The_loader_can_be_loaded_by_any_site_and_is_asked_for_anew_each_time()
    {
        await using var app = await HostedApp.StartAsync();

        Assert.Equal("*", await HeaderAsync(app, "/widget/widget.js", "Access-Control-Allow-Origin"));
        Assert.Equal("cross-origin", await HeaderAsync(app, "/widget/widget.js", "Cross-Origin-Resource-Policy"));
        Assert.Equal("no-cache", await HeaderAsync(app, "/widget/widget.js", "Cache-Control"));
        Assert.Equal("nosniff", await HeaderAsync(app, "/widget/widget.js", "X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_browser_that_has_the_file_is_told_so()
    {
        await using var app = await HostedApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/widget/widget.js");
        request.Headers.IfNoneMatch.ParseAdd(await HeaderAsync(app, "/widget/widget.js", "ETag"));

        using var reply = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, reply.StatusCode);
    }

    private static async Task<string> HeaderAsync(HostedApp app, string path, string name)
    {
        using var reply = await app.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return string.Join(", ", reply.Headers.GetValues(name));
    }

    private sealed class Sandbox : IFramedOrigins
    {
        public IEnumerable<string> Origins => ["http://127.0.0.1:6398"];
    }
}
