using ContactCenter.Routing;

namespace ContactCenter.Simulation.Scenarios;

/// <summary>A world to be run: who is in it, and what is going to happen. Made from a seed; the acts can be taken out one by one.</summary>
internal sealed record Scenario(ulong Seed, Setup Setup, IReadOnlyList<Act> Acts)
{
    /// <summary>When all faults end; from then on everything must come to its end.</summary>
    public double FaultsEnd { get; init; }
}

/// <summary>What stays as it is during a world's whole life.</summary>
internal sealed record Setup
{
    public required string Theme { get; init; }

    /// <summary>How far each node's clock is off, in seconds; one for each node.</summary>
    public required IReadOnlyList<double> Skews { get; init; }

    /// <summary>One process has the store to itself, and leases are endless.</summary>
    public required bool Embedded { get; init; }
    public required TimeSpan Lease { get; init; }
    public required TimeSpan RequestTimeout { get; init; }
    public required IReadOnlyList<QueueSettings> Queues { get; init; }
    public required IReadOnlyList<OperatorPlan> Operators { get; init; }
    public required IReadOnlyList<GuestPlan> Guests { get; init; }

    /// <summary>What settings say of the licence; null: nothing.</summary>
    public int? MostConferences { get; init; }

    /// <summary>So many conferences run at once; the server only says no.</summary>
    public int Licence { get; init; } = int.MaxValue;
    public bool BusyWhileRinging { get; init; }
    public bool DeclineStops { get; init; }

    /// <summary>The server never tells which ledger entry a conference belongs to.</summary>
    public bool TagsLost { get; init; }

    /// <summary>Conferences of other installations and of people who have nothing to do with us.</summary>
    public int Foreign { get; init; }
}

/// <summary>What an operator is like.</summary>
/// <param name="Groups">The groups, by the names that queues know them by.</param>
/// <param name="Answers">How likely a ring is answered; else it is declined or ignored.</param>
/// <param name="Talks">The longest conversation, in seconds.</param>
internal sealed record OperatorPlan(IReadOnlyList<string> Groups, bool Online, double Answers, double Declines, double Talks)
{
    public Dictionary<string, int> Skills { get; init; } = [];
}

/// <summary>What a guest is like.</summary>
/// <param name="Polls">Whether the feed is read by long polls.</param>
/// <param name="Talks">How long the conversation lasts before the guest leaves, in seconds; below 0: never goes into it.</param>
/// <param name="Leaves">How the guest leaves it.</param>
internal sealed record GuestPlan(string Queue, bool Polls, double Talks, Leaving Leaves)
{
    /// <summary>What the site asks of the operator for this guest.</summary>
    public Dictionary<string, int> Skills { get; init; } = [];

    /// <summary>By which the guest is known again; several guests may be one person.</summary>
    public string? Person { get; init; }

    /// <summary>The operator whom the site names.</summary>
    public string? Prefers { get; init; }
}

internal enum Leaving
{
    HangsUp,
    ClosesPage,
    Vanishes,
    Stays,
}
