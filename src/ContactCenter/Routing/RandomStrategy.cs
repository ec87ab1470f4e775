namespace ContactCenter.Routing;

/// <summary>Asks anybody who is free, as the published algorithm does.</summary>
internal sealed class RandomStrategy(Random random) : IRoutingStrategy
{
    public string Name => RoutingStrategies.Random;

    /// <summary>Draws one after the other, and only as many as are read.</summary>
    public IEnumerable<Candidate> Order(IReadOnlyList<Candidate> eligible, RoutingTurn turn)
    {
        var hat = eligible.ToArray();
        for (var left = hat.Length; left > 0; left--)
        {
            var drawn = random.Next(left);
            yield return hat[drawn];
            hat[drawn] = hat[left - 1];
        }
    }

    public string Measure(Candidate candidate) => "drawn";
}
