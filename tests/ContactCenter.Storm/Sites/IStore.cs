namespace ContactCenter.Storm.Sites;

/// <summary>The database under the nodes, as it is looked at from outside, and killed.</summary>
internal interface IStore : IAsyncDisposable
{
    /// <summary>What the nodes are told about it.</summary>
    IReadOnlyList<(string Key, string Value)> Settings { get; }

    /// <summary>Whether it can be killed apart from the nodes.</summary>
    bool IsApart { get; }

    bool IsUp { get; }

    /// <summary>SIGKILL to the whole of it.</summary>
    Task KillAsync();

    Task StartAsync();

    Task<IReadOnlyList<StoredCall>> CallsAsync();

    /// <summary>Numbers and types of each call's events, in the order of the numbers.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<(int Sequence, string Type)>>> FeedsAsync();

    /// <summary>Conferences in the ledger that are not gone: id, operator and what is known of them.</summary>
    Task<IReadOnlyList<string>> ConferencesLeftAsync();

    Task<IReadOnlyList<Unfinished>> UnfinishedAsync();

    Task<IReadOnlyDictionary<string, long>> CountsAsync();

    /// <summary>Connections that the nodes have to it, and its size in megabytes.</summary>
    Task<(int Connections, double Megabytes)> WeightAsync();

    /// <summary>Processor time of its own processes so far.</summary>
    double ProcessorSeconds { get; }
}

/// <summary>A call's row.</summary>
internal sealed record StoredCall
{
    public string Id { get; init; } = "";
    public string State { get; init; } = "";
    public string Body { get; init; } = "";
}

/// <summary>Work that somebody has in hand or that is due at a known time: a call's step, or a conference's removal.</summary>
internal sealed record Unfinished
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string? ClaimedBy { get; init; }
    public DateTimeOffset DueAt { get; init; }
}
