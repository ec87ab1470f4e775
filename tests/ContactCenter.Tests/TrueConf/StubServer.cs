using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ContactCenter.Tests.TrueConf;

/// <summary>A server for answers that no sane server gives. It hands out tokens <c>token-1</c>, <c>token-2</c>, … by itself.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RequestDelegate _answer;
    private readonly ConcurrentQueue<StubRequest> _requests = new();
    private int _tokens;

    private StubServer(RequestDelegate answer, X509Certificate2? certificate)
    {
        _answer = answer;

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            if (certificate is not null)
            {
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
            }
        });
        builder.WebHost.UseKestrelHttpsConfiguration();

        _app = builder.Build();
        _app.Urls.Add(certificate is null ? "http://127.0.0.1:0" : "https://127.0.0.1:0");
        _app.Run(AnswerAsync);
    }

    public Uri Url => new(_app.Urls.First());

    /// <summary>Answers a request for a token; null hands out the next one.</summary>
    public RequestDelegate? Token { get; set; }

    /// <summary>What was asked but tokens, in order of arrival.</summary>
    public IReadOnlyList<StubRequest> Requests => [.. _requests.Where(request => !request.IsToken)];

    public IReadOnlyList<StubRequest> TokenRequests => [.. _requests.Where(request => request.IsToken)];

    public static async Task<StubServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var server = new StubServer(answer, certificate);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers everything with one status and body.</summary>
    public static Task<StubServer> StartAsync(int status, string body) => StartAsync(Says(status, body));

    public static RequestDelegate Says(int status, string body, string contentType = "application/json") => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return status == 204 ? Task.CompletedTask : context.Response.WriteAsync(body);
    };

    /// <summary>Cuts the connection.</summary>
    public static Task Drops(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Says nothing for as long as somebody waits.</summary>
    public static Task Hangs(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
            .ContinueWith(_ => { }, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new StubRequest(
            context.Request.Method,
            context.Request.Path.Value!,
            context.Request.QueryString.Value!,
            context.Request.Headers.Authorization.ToString(),
            context.Request.ContentType,
            await reader.ReadToEndAsync());
        _requests.Enqueue(request);

        if (!request.IsToken)
        {
            await _answer(context);
        }
        else if (Token is { } token)
        {
            await token(context);
        }
        else
        {
            await context.Response.WriteAsJsonAsync(new { access_token = $"token-{Interlocked.Increment(ref _tokens)}", expires_in = 3600 });
        }
    }
}

/// <summary>A request as it arrived.</summary>
internal sealed record StubRequest(
    string Method, string Path, string Query, string Authorization, string? ContentType, string Body)
{
    public bool IsToken => Path == "/oauth2/v1/token";

    /// <summary>Whether it asks how a conference stands, as is done after each request that changes one.</summary>
    public bool IsLook => Method == "GET" && Path.EndsWith($"/conferences/{Some.Conference}", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Path}{Query}";
}
