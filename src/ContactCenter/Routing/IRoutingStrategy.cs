using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>Says in which order operators who are free and may be asked are asked.</summary>
public interface IRoutingStrategy
{
    /// <summary>As settings name it; one of <see cref="RoutingStrategies"/>.</summary>
    string Name { get; }

    /// <summary>Whether it goes by <see cref="Candidate.RecentCalls"/>, which cost a search each.</summary>
    bool CountsRecentCalls => false;

    /// <summary>All of <paramref name="eligible"/>, the first to be asked first. Read no further than needed.</summary>
    IEnumerable<Candidate> Order(IReadOnlyList<Candidate> eligible, RoutingTurn turn);

    /// <summary>What it went by with this one, for people to read.</summary>
    string Measure(Candidate candidate);
}

/// <summary>What a strategy knows beside the operators.</summary>
/// <param name="Cursor">Who was offered a call of this queue last; null when nobody was yet.</param>
public sealed record RoutingTurn(string Queue, OperatorId? Cursor);
