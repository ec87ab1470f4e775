using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using ContactCenter.Hosting.Metrics;
using ContactCenter.Hosting.Settings;
using Microsoft.AspNetCore.ResponseCompression;

namespace ContactCenter.Hosting;

/// <summary>What every web server needs and no feature should have to think of.</summary>
internal static class HostingExtensions
{
    /// <summary>A guest's request is small; whatever is larger is refused before it is read.</summary>
    private const long _largestBody = 32 * 1024;

    /// <summary>Less than the ten seconds that service managers and containers commonly allow.</summary>
    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(8);

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.AddServerLogging();
        builder.UseDefaultAddress();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = _largestBody;
        });

        var services = builder.Services;
        services.AddSettings<HostingOptions>(HostingOptions.Section);
        services.AddSettings<WidgetOptions>(WidgetOptions.Section);
        services.AddSettings<RateLimitOptions>(RateLimitOptions.Section);
        services.AddSingleton(TimeProvider.System);
        services.AddExceptionHandler<ProblemEdge>();
        services.AddCallRateLimit();
        services.AddHealthChecks();
        services.AddMetricsReader();
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        // A page is sent once and then only asked for: the smallest is worth the milliseconds.
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.SmallestSize);
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.AddHostedService<Welcome>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = _shutdownTimeout);
        // Otherwise a body that is no JSON is 400 in production and 500 in development.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));
    }

    /// <summary>The order matters: who is asking, then what goes wrong, then what is served.</summary>
    public static void UseHosting(this WebApplication app)
    {
        app.UseKnownProxies();
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<PageSecurity>();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => Problems.Bare(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        app.UsePages();
        app.UseRouting();
        app.UseRateLimiter();
    }

    public static void MapHosting(this WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
    }

    /// <summary>Loopback only, unless somebody says otherwise in one of the framework's ways.</summary>
    private static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        string[] ways = ["urls", "http_ports", "https_ports"];
        if (ways.All(way => string.IsNullOrEmpty(builder.Configuration[way])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
        }
    }

    private static bool IsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/hubs");

    /// <summary>The pages of <c>wwwroot</c>. Browsers ask each time whether a file has changed, so an update is seen at once.</summary>
    private static void UsePages(this WebApplication app)
    {
        // Pages only: an answer that holds a token is not to be told apart by its length.
        app.UseWhen(IsPage, pages => pages.UseResponseCompression());
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
    }
}
