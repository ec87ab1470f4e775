using ContactCenter.Calls;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ContactCenter.Storage;

/// <summary>Whether the store answers: asked for a call that does not exist.</summary>
internal sealed class StoreHealthCheck(ICallStore calls) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await calls.FindAsync(default, cancellationToken);
            return HealthCheckResult.Healthy("The store answers.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"The store cannot be read: {e.Message}");
        }
    }
}
