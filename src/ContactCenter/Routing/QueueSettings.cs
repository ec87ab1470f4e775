namespace ContactCenter.Routing;

/// <summary>The settings that hold for one queue, each its own or, where it has none, that of <c>Routing</c>. See <see cref="RoutingOptions"/>.</summary>
public sealed record QueueSettings
{
    public required string Name { get; init; }
    public required string Title { get; init; }
    public required string Group { get; init; }
    public required string Strategy { get; init; }
    public required TimeSpan RosterInterval { get; init; }
    public required TimeSpan RetryDelay { get; init; }
    public required int MaxSearches { get; init; }
    public required TimeSpan MaxWait { get; init; }
    public required TimeSpan RingTimeout { get; init; }
    public required int MaxOffers { get; init; }
    public required TimeSpan GuestGrace { get; init; }
    public required TimeSpan SoloLimit { get; init; }
    public required TimeSpan MaxCall { get; init; }
    public required int QueueLimit { get; init; }
    public required bool Recording { get; init; }

    /// <summary>All of TrueConf's names, each with its value.</summary>
    public required IReadOnlyDictionary<string, bool> GuestRights { get; init; }

    /// <summary>The template; <see cref="ConferenceTopic.Of"/> fills it.</summary>
    public required string Topic { get; init; }

    internal static QueueSettings Of(string name, QueueOptions options) => new()
    {
        Name = name,
        Title = options.Title ?? name,
        Group = options.Group,
        Strategy = options.Strategy,
        RosterInterval = options.RosterInterval,
        RetryDelay = options.RetryDelay,
        MaxSearches = options.MaxSearches,
        MaxWait = options.MaxWait,
        RingTimeout = options.RingTimeout,
        MaxOffers = options.MaxOffers,
        GuestGrace = options.GuestGrace,
        SoloLimit = options.SoloLimit,
        MaxCall = options.MaxCall,
        QueueLimit = options.QueueLimit,
        Recording = options.Recording,
        GuestRights = options.GuestRights,
        Topic = options.Topic,
    };
}
