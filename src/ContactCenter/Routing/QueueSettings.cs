namespace ContactCenter.Routing;

/// <summary>The settings that hold for one queue, each its own or, where it has none, that of <c>Routing</c>. See <see cref="RoutingOptions"/>.</summary>
public sealed record QueueSettings
{
    /// <summary>In the form of <see cref="NameOf"/>.</summary>
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

    public required int Class { get; init; }
    public required TimeSpan HeadStart { get; init; }
    public required int RingWidth { get; init; }
    public required TimeSpan RingWidthGrowsAfter { get; init; }
    public required TimeSpan PreferredFor { get; init; }

    /// <summary>The name of another queue; null when there is none, or nothing would make a call go there.</summary>
    public required string? OverflowTo { get; init; }

    public required TimeSpan OverflowAfter { get; init; }
    public required int OverflowLength { get; init; }
    public required TimeSpan WrapUp { get; init; }
    public required bool WrapUpUntilReady { get; init; }
    public required TimeSpan CoolDown { get; init; }
    public required int PauseAfterMissed { get; init; }
    public required bool RefusesWhenNobody { get; init; }

    /// <summary>Asked of every call's operator.</summary>
    public IReadOnlyDictionary<string, int> Skills { get; init; } = new Dictionary<string, int>();

    /// <summary>The attributes whose value is the name of a skill that is asked for; <c>language</c> is also the guest's.</summary>
    public IReadOnlyList<string> SkillAttributes { get; init; } = [];

    /// <summary>In order of time, each no stricter than the one before.</summary>
    public IReadOnlyList<LadderStep> Ladder { get; init; } = [];

    public OpeningHours Hours { get; init; } = OpeningHours.Always;

    /// <summary>What guests are asked before the call.</summary>
    public IReadOnlyList<Question> Ask { get; init; } = [];

    /// <summary>All of TrueConf's names, each with its value.</summary>
    public required IReadOnlyDictionary<string, bool> GuestRights { get; init; }

    /// <summary>The template; <see cref="ConferenceTopic.Of"/> fills it.</summary>
    public required string Topic { get; init; }

    internal static QueueSettings Of(string name, QueueOptions options) => new()
    {
        Name = NameOf(name),
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
        Class = options.Class,
        HeadStart = options.HeadStart,
        RingWidth = options.RingWidth,
        RingWidthGrowsAfter = options.RingWidthGrowsAfter,
        PreferredFor = options.PreferredFor,
        OverflowTo = OverflowOf(NameOf(name), options),
        OverflowAfter = options.OverflowAfter,
        OverflowLength = options.OverflowLength,
        WrapUp = options.WrapUp,
        WrapUpUntilReady = options.WrapUpUntilReady,
        CoolDown = options.CoolDown,
        PauseAfterMissed = options.PauseAfterMissed,
        RefusesWhenNobody = options.WhenNobody == NobodyThere.Refuse,
        Skills = options.Skills,
        SkillAttributes = options.SkillAttributes,
        Ladder = [.. options.Ladder.Select(step => step.Step)],
        Hours = options.Hours.ToHours(),
        Ask = [.. options.Ask.Select(question => question.ToQuestion())],
        GuestRights = options.GuestRights,
        Topic = options.Topic,
    };

    /// <summary>The one form of a queue's name: calls are stored under it, and the configuration knows no case.</summary>
    internal static string NameOf(string written) => written.ToLowerInvariant();

    /// <summary>A queue that the default for all of them names overflows to none.</summary>
    private static string? OverflowOf(string name, QueueOptions options)
    {
        var other = NameOf(options.OverflowTo);
        return other.Length > 0 && other != name && (options.OverflowAfter > TimeSpan.Zero || options.OverflowLength > 0) ? other : null;
    }
}
