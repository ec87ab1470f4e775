using ContactCenter.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ContactCenter.Conferences;

/// <summary>Whether conferences are left that cannot be cleaned up.</summary>
internal sealed class LedgerHealthCheck(IConferenceLedger ledger, TimeProvider clock) : IHealthCheck
{
    /// <summary>Fewer failures in a row are a passing trouble.</summary>
    public const int StuckAfter = 3;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Of(
                await ledger.StuckAsync(StuckAfter, cancellationToken),
                await ledger.LeftOrphansAsync(clock.GetUtcNow(), cancellationToken));
        }
        catch (Exception e) when (e is IPassingTrouble)
        {
            return HealthCheckResult.Degraded("Whether conferences are left over is not known just now.");
        }
    }

    private static HealthCheckResult Of(IReadOnlyList<LedgerEntry> stuck, IReadOnlyList<Orphan> left) => (stuck.Count, left.Count) switch
    {
        (0, 0) => HealthCheckResult.Healthy("Every conference that is over is gone."),
        (0, var orphans) => HealthCheckResult.Degraded($"{orphans} orphaned conference(s) cannot be removed yet."),
        var (count, _) => HealthCheckResult.Degraded(
            $"{count} conference(s) cannot be removed yet, the oldest for {stuck[0].Failures} attempts: {stuck[0].Trouble}"),
    };
}
