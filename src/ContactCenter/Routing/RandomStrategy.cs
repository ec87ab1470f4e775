namespace ContactCenter.Routing;

/// <summary>Asks anybody who is free, as the published algorithm does.</summary>
internal sealed class RandomStrategy(Random random) : IRoutingStrategy
{
    public string Name => RoutingStrategies.Random;

    public Candidate Pick(IReadOnlyList<Candidate> free) => free[random.Next(free.Count)];
}
