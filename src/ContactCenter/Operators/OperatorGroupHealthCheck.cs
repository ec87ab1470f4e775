using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ContactCenter.Operators;

/// <summary>Whether the operators' groups are there: a missing one needs a person, an unreadable one only patience.</summary>
/// <remarks>Without a group that only says what its members can, calls go on.</remarks>
internal sealed class OperatorGroupHealthCheck(OperatorRoster roster, IRosterFollower follower) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var watches = follower.Groups.Select(group => (group.Name, group.TakesCalls, Watch: roster.Watch(group.Name))).ToList();
        var missing = watches.Where(one => one is { TakesCalls: true, Watch.GroupMissing: true }).Select(one => one.Name).ToList();
        var skillless = watches.Where(one => one is { TakesCalls: false, Watch.GroupMissing: true }).Select(one => one.Name).ToList();
        var unreadable = watches.Where(one => one.Watch.Trouble is not null).Select(one => one.Watch.Trouble!.Message).ToList();

        return Task.FromResult((missing, unreadable) switch
        {
            ({ Count: > 0 }, _) => HealthCheckResult.Unhealthy(
                $"TrueConf Server has no group '{string.Join("', '", missing)}': see Routing:Group."),
            (_, { Count: > 0 }) => HealthCheckResult.Degraded(unreadable[0]),
            _ when skillless.Count > 0 => HealthCheckResult.Degraded(
                $"TrueConf Server has no group '{string.Join("', '", skillless)}': see Operators:GroupSkills."),
            _ => HealthCheckResult.Healthy("The operators' groups are readable."),
        });
    }
}
