using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ContactCenter.Hosting;

/// <summary>Whether the process lives, and whether everything it needs is there. Features add their own <see cref="IHealthCheck"/>s.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new HealthView(report.Status, [.. report.Entries.Select(entry => new CheckView(entry.Key, entry.Value.Status, SentenceOf(entry.Value)))]),
        context.RequestAborted);

    /// <summary>A check that threw is described by its exception, which is for the log and not for everybody.</summary>
    private static string? SentenceOf(HealthReportEntry entry) =>
        entry.Exception is not null && entry.Description == entry.Exception.Message ? "The check itself failed." : entry.Description;
}

/// <summary>Degraded works, with a warning (200); unhealthy does not (503).</summary>
internal sealed record HealthView(HealthStatus Status, IReadOnlyList<CheckView> Checks);

internal sealed record CheckView(string Name, HealthStatus Status, string? Sentence);
