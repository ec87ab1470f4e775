using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ContactCenter.Tests.Browser;

/// <summary>A customer's website, on a site of its own: nothing of it is ours but two lines of HTML.</summary>
internal sealed class Website : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Website(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>For a browser <c>localhost</c> and 127.0.0.1 are two sites, as strange to each other as any.</summary>
    public Uri Address { get; }

    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>What stands on its page besides a title.</summary>
    public string Body { get; set; } = "";

    /// <summary>The header <c>Permissions-Policy</c> of its page.</summary>
    public string? PermissionsPolicy { get; set; }

    public static async Task<Website> OpenAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        Website? site = null;
        app.Run(context => site!.AnswerAsync(context));
        await app.StartAsync();
        return site = new Website(app, new Uri($"http://localhost:{new Uri(app.Urls.First()).Port}/"));
    }

    /// <summary>What the README tells a site's owner to write.</summary>
    public void Embeds(Uri server, string attributes = "") =>
        Body = $"""<script type="module" src="{server}widget/widget.js"></script><video-call queue="default" {attributes}></video-call>""";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers["Permissions-Policy"] = PermissionsPolicy;
        return context.Response.WriteAsync($"<!doctype html><html lang=en><title>A shop</title><h1>A shop</h1>{Body}</html>");
    }
}
