using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ContactCenter.Hosting.Settings;

/// <summary>Whether the settings in force are those in the files, as far as they apply without a restart.</summary>
internal sealed class SettingsHealthCheck(LiveSettings settings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(settings.Refusals is { Count: > 0 } refusals
            ? HealthCheckResult.Degraded($"The edited settings are refused; the last valid ones stay in force. {string.Join(' ', refusals)}")
            : HealthCheckResult.Healthy("The settings are in force."));
}
