namespace ContactCenter.Simulation.World;

/// <summary>A place at which a server runs, one process after the other, with a clock that is a little off.</summary>
internal sealed class Seat(int index, TimeSpan skew)
{
    public int Index { get; } = index;
    public TimeSpan Skew { get; } = skew;

    /// <summary>The server that runs there; null while none does.</summary>
    public ServerNode? Node { get; set; }

    /// <summary>How many have run there.</summary>
    public int Runs { get; set; }

    /// <summary>Since when it has been at work without a break; null while it is not.</summary>
    public long? WorksSince { get; set; }

    public bool IsStopping { get; set; }
}
