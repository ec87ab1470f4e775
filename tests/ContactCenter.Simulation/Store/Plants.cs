namespace ContactCenter.Simulation.Store;

/// <summary>Deliberate bugs, to show that the laws see them. None of them is in the product.</summary>
internal sealed record Plants
{
    public static readonly string[] Names =
        [
            "no-fencing", "no-unique-index", "create-repeated", "lease-ignored", "tag-check-dropped", "feed-off-by-one",
            "outdated-offers", "time-overlooked", "licence-overlooked", "youngest-first",
            "refusals-forgotten", "pauses-kept",
        ];

    /// <summary>The store writes what a claimant found out although it no longer has it in hand.</summary>
    public bool NoFencing { get; init; }

    /// <summary>The store takes a second conference for an operator.</summary>
    public bool NoUniqueIndex { get; init; }

    /// <summary>A request to create is sent again when its answer was lost.</summary>
    public bool CreateRepeated { get; init; }

    /// <summary>The store hands out what another node that is alive has in hand.</summary>
    public bool LeaseIgnored { get; init; }

    /// <summary>Every conference of the server's list passes for one of ours.</summary>
    public bool TagCheckDropped { get; init; }

    /// <summary>Events are read from one too far on.</summary>
    public bool FeedOffByOne { get; init; }

    /// <summary>The store writes a call's second offer of a match although the first found the call changed.</summary>
    public bool OutdatedOffers { get; init; }

    /// <summary>The store forgets pauses, wrap-ups and cool-downs.</summary>
    public bool TimeOverlooked { get; init; }

    /// <summary>The store counts no conferences.</summary>
    public bool LicenceOverlooked { get; init; }

    /// <summary>The store finds those first who came last.</summary>
    public bool YoungestFirst { get; init; }

    /// <summary>The store forgets what the server's refusals have taught.</summary>
    public bool RefusalsForgotten { get; init; }

    /// <summary>The store ends no automatic pause when its operator is back.</summary>
    public bool PausesKept { get; init; }

    /// <summary>Laws that are not looked at, to see which others see the bug too.</summary>
    public IReadOnlyList<string> Overlooked { get; init; } = [];

    public static Plants Of(string? name) => name switch
    {
        null => new Plants(),
        "no-fencing" => new Plants { NoFencing = true },
        "no-unique-index" => new Plants { NoUniqueIndex = true },
        "create-repeated" => new Plants { CreateRepeated = true },
        "lease-ignored" => new Plants { LeaseIgnored = true },
        "tag-check-dropped" => new Plants { TagCheckDropped = true },
        "feed-off-by-one" => new Plants { FeedOffByOne = true },
        "outdated-offers" => new Plants { OutdatedOffers = true },
        "time-overlooked" => new Plants { TimeOverlooked = true },
        "licence-overlooked" => new Plants { LicenceOverlooked = true },
        "youngest-first" => new Plants { YoungestFirst = true },
        "refusals-forgotten" => new Plants { RefusalsForgotten = true },
        "pauses-kept" => new Plants { PausesKept = true },
        _ => throw new ArgumentException($"'{name}' is no plant; there are {string.Join(", ", Names)}."),
    };
}
