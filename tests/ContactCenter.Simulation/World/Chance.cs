namespace ContactCenter.Simulation.World;

/// <summary>A stream of random numbers of its own for each actor, so that one who is taken out does not change the others' luck.</summary>
internal sealed class Chance
{
    private ulong _state;

    public Chance(ulong seed, string actor)
    {
        _state = seed * 0x9E3779B97F4A7C15;
        foreach (var letter in actor)
        {
            _state = (_state ^ letter) * 0x100000001B3;
        }

        Next();
        Next();
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Hits(double probability) => probability > 0 && Fraction() < probability;

    /// <summary>From 0 to one below.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public double Between(double from, double to) => from + ((to - from) * Fraction());

    public TimeSpan Seconds(double from, double to) => TimeSpan.FromTicks((long)(Between(from, to) * TimeSpan.TicksPerSecond));

    public T Pick<T>(params ReadOnlySpan<T> among) => among[Below(among.Length)];
}
