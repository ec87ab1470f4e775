namespace ContactCenter.Simulation.TrueConf;

/// <summary>What is asked of TrueConf Server.</summary>
[Flags]
internal enum Route
{
    Create = 1,
    Run = 2,
    Stop = 4,
    Delete = 8,
    Participants = 16,
    List = 32,
    Link = 64,
    Group = 128,
    User = 256,
    Changing = Create | Run | Stop | Delete,
    Reading = Participants | List | Link | Group | User,
    All = Changing | Reading,
}

/// <summary>The ways in which a request goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>It never arrives, and that is known.</summary>
    NotSent,
    Refused,
    Denied,
    NotFound,

    /// <summary>A 5xx, and nothing was done.</summary>
    UnknownBefore,

    /// <summary>It was done, and the answer is lost.</summary>
    UnknownAfter,

    /// <summary>No answer in time, and nothing is done.</summary>
    Hang,

    /// <summary>No answer in time, and it is done after all: before the longest request's time is over.</summary>
    AppliedLate,

    /// <summary>The answer says that it was done, and it was not.</summary>
    NotApplied,
    Slow,
}

/// <summary>Requests of these routes go wrong in this way, each with this probability, until then.</summary>
internal sealed record Fault(Route Routes, FaultKind Kind, double Probability, long Until);
