using System.Globalization;

namespace ContactCenter.Routing;

/// <summary>Asks who has had the fewest conversations within the last hour; of equals who has been idle for the longest time, then by id.</summary>
internal sealed class FewestCallsStrategy : IRoutingStrategy
{
    public string Name => RoutingStrategies.FewestCalls;

    public bool CountsRecentCalls => true;

    public IEnumerable<Candidate> Order(IReadOnlyList<Candidate> eligible, RoutingTurn turn) => eligible
        .OrderBy(candidate => candidate.RecentCalls)
        .ThenBy(candidate => candidate.IdleSince ?? DateTimeOffset.MinValue)
        .ThenBy(candidate => candidate.Id.Value, StringComparer.Ordinal);

    public string Measure(Candidate candidate) =>
        string.Create(CultureInfo.InvariantCulture, $"{candidate.RecentCalls} calls within the hour");
}
