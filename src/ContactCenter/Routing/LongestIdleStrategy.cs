using System.Globalization;

namespace ContactCenter.Routing;

/// <summary>Asks who has had no call for the longest time; who never had one comes first. Ties go by id.</summary>
internal sealed class LongestIdleStrategy : IRoutingStrategy
{
    public string Name => RoutingStrategies.LongestIdle;

    public IEnumerable<Candidate> Order(IReadOnlyList<Candidate> eligible, RoutingTurn turn) => eligible
        .OrderBy(candidate => candidate.IdleSince ?? DateTimeOffset.MinValue)
        .ThenBy(candidate => candidate.Id.Value, StringComparer.Ordinal);

    public string Measure(Candidate candidate) => candidate.IdleSince is { } since
        ? string.Create(CultureInfo.InvariantCulture, $"idle since {since.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}")
        : "no call yet";
}
