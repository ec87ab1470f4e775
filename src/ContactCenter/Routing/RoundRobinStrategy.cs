namespace ContactCenter.Routing;

/// <summary>
/// Asks one after the other in the order of their ids, and goes on after whoever was asked last; it does not matter whether
/// they answered, or whether they are still there.
/// </summary>
internal sealed class RoundRobinStrategy : IRoutingStrategy
{
    public string Name => RoutingStrategies.RoundRobin;

    public IEnumerable<Candidate> Order(IReadOnlyList<Candidate> eligible, RoutingTurn turn) => eligible
        .OrderBy(candidate => string.CompareOrdinal(candidate.Id.Value, turn.Cursor?.Value) <= 0)
        .ThenBy(candidate => candidate.Id.Value, StringComparer.Ordinal);

    public string Measure(Candidate candidate) => "in turn";
}
