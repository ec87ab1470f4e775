namespace ContactCenter.Routing;

/// <summary>Asks who has had no call for the longest time; who never had one comes first. Ties go by id.</summary>
internal sealed class LongestIdleStrategy : IRoutingStrategy
{
    public string Name => RoutingStrategies.LongestIdle;

    public Candidate Pick(IReadOnlyList<Candidate> free) => free
        .OrderBy(candidate => candidate.IdleSince ?? DateTimeOffset.MinValue)
        .ThenBy(candidate => candidate.Id.Value, StringComparer.Ordinal)
        .First();
}
