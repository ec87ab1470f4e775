using Microsoft.AspNetCore.Http.HttpResults;

namespace ContactCenter.Hosting.Metrics;

/// <summary><c>GET /metrics</c> for Prometheus, with the admin key; without one configured there is no such address.</summary>
internal static class MetricsEndpoint
{
    public static IServiceCollection AddMetricsReader(this IServiceCollection services) => services.AddSingleton<MetricsReader>();

    public static void MapMetrics(this WebApplication app)
    {
        if (app.Services.HasAdminKey())
        {
            // Made now, before anything is measured: it hears only what is measured later.
            app.Services.GetRequiredService<MetricsReader>();
            app.MapGet("/metrics", Scrape).RequireAdminKey();
        }
    }

    private static async Task<ContentHttpResult> Scrape(MetricsReader metrics, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Text(await metrics.ReadAsync(cancellationToken), PrometheusText.ContentType);
    }
}
