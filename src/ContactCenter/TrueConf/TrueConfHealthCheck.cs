using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ContactCenter.TrueConf;

/// <summary>
/// Tells whether a person must act. A server that is away is no such case: guests wait, and it comes back by itself.
/// </summary>
internal sealed class TrueConfHealthCheck(TrueConfCondition condition) : IHealthCheck
{
    public const string Name = "trueconf";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Judge(condition.Report()));

    private static HealthCheckResult Judge(TrueConfReport report) => report switch
    {
        { Denials.Count: > 0 } => HealthCheckResult.Unhealthy(string.Join(' ', report.Denials)),
        { BreakerOpen: true } => HealthCheckResult.Degraded(
            $"TrueConf Server keeps failing, the circuit breaker is open; guests wait. {report.Trouble}".TrimEnd()),
        { Trouble: { } trouble } => HealthCheckResult.Degraded(
            $"TrueConf Server's last answer was not a good one; the circuit breaker is closed. {trouble}"),
        { WithoutGuests: true } => HealthCheckResult.Degraded(
            "TrueConf Server offers guests no web client: look at its guest (WebRTC) licence. Calls end as failed."),
        _ => HealthCheckResult.Healthy(),
    };
}
