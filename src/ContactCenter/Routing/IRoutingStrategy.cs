namespace ContactCenter.Routing;

/// <summary>Picks one among operators who are free and may be asked.</summary>
public interface IRoutingStrategy
{
    /// <summary>As settings name it; one of <see cref="RoutingStrategies"/>.</summary>
    string Name { get; }

    /// <summary>One of <paramref name="free"/>, which is never empty.</summary>
    Candidate Pick(IReadOnlyList<Candidate> free);
}
