using ContactCenter.Hosting.Settings;
using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>How calls find operators: the section <c>Routing</c>, the defaults of every queue.</summary>
internal class RoutingOptions : ICheckedSettings
{
    public const string Section = "Routing";

    /// <summary>The TrueConf group whose members are asked: its display name (compared without case) or its id. Default <c>Operators</c>.</summary>
    [Text(200)]
    public string Group { get; set; } = "Operators";

    /// <summary>Which free operator is asked first; one of <see cref="RoutingStrategies"/>. Default <c>LongestIdle</c>.</summary>
    [RoutingStrategies.Name]
    public string Strategy { get; set; } = RoutingStrategies.LongestIdle;

    /// <summary>Calls of a higher class are always asked for first. 0 to 9, default 0.</summary>
    [Between(0, 9)]
    public int Class { get; set; }

    /// <summary>Within a class the queue's calls are ordered as if they had come so much earlier. 0 to 1 day, default 0.</summary>
    [Between("00:00:00", "1.00:00:00")]
    public TimeSpan HeadStart { get; set; }

    /// <summary>How many operators' devices ring at once for one call; the first to answer has it. 1 to 20, default 1.</summary>
    [Between(1, 20)]
    public int RingWidth { get; set; } = 1;

    /// <summary>While it rings, one more is rung each so long, up to twenty; 0 = no more. 0, or up to 5 min. Default 0.</summary>
    [Between("00:00:00", "00:05:00")]
    public TimeSpan RingWidthGrowsAfter { get; set; }

    /// <summary>So long the operator is waited for whom the guest spoke to last, or whom the caller named, unless signed out. 0 to 10 min, default 20 s; 0 = nobody is preferred.</summary>
    [Between("00:00:00", "00:10:00")]
    public TimeSpan PreferredFor { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The queue that takes over calls that wait for too long or come when too many wait; empty (the default): none.</summary>
    public string OverflowTo { get; set; } = "";

    /// <summary>From so long a wait on a call goes to <see cref="OverflowTo"/>, with its age; 0 = not for that. 0 to 1 day, default 0.</summary>
    [Between("00:00:00", "1.00:00:00")]
    public TimeSpan OverflowAfter { get; set; }

    /// <summary>A call that comes when so many wait goes to <see cref="OverflowTo"/>; 0 = not for that. 0 to 1,000,000, default 0.</summary>
    [Between(0, 1_000_000)]
    public int OverflowLength { get; set; }

    /// <summary>The pause for the operator after a conversation, the longest one if it ends when they are ready. 0 to 1 h, default 0.</summary>
    [Between("00:00:00", "01:00:00")]
    public TimeSpan WrapUp { get; set; }

    /// <summary>Whether the wrap-up ends as soon as the operator is ready. Default false.</summary>
    public bool WrapUpUntilReady { get; set; }

    /// <summary>So long an operator who missed a ring is not rung. 0 to 1 h, default 0.</summary>
    [Between("00:00:00", "01:00:00")]
    public TimeSpan CoolDown { get; set; }

    /// <summary>So many rings missed in a row pause an operator; 0 = never. 0 to 100, default 0.</summary>
    [Between(0, 100)]
    public int PauseAfterMissed { get; set; }

    /// <summary>What a new guest hears while nobody is signed in: <c>Wait</c> (the default), or <c>Refuse</c>.</summary>
    [OneOf(NobodyThere.Wait, NobodyThere.Refuse)]
    public string WhenNobody { get; set; } = NobodyThere.Wait;

    /// <summary>Skills that every call asks of the operator, with levels from 1 to 5. Default: none.</summary>
    [Skill.Names, Between(Skill.LowestLevel, Skill.HighestLevel)]
    public Dictionary<string, int> Skills { get; set; } = [];

    /// <summary>The attributes of a call whose value is a skill that is asked for; <c>language</c> is also the guest's. Default: none.</summary>
    [Text(64)]
    public List<string> SkillAttributes { get; set; } = [];

    /// <summary>How a longer wait makes a call ask for less; see <see cref="LadderOptions"/>. Default: it does not.</summary>
    public List<LadderOptions> Ladder { get; set; } = [];

    /// <summary>When guests may call. Default: always.</summary>
    public HoursOptions Hours { get; set; } = new();

    /// <summary>What guests are asked before the call. Default: nothing.</summary>
    public List<QuestionOptions> Ask { get; set; } = [];

    /// <summary>How often the group, and every ringing offer's participants, are read while anything waits or rings. 0.2 s to 1 min, default 1 s.</summary>
    [Between("00:00:00.2", "00:01:00")]
    public TimeSpan RosterInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause after a complete search that found nobody signed in, and before the operator asked last is asked again. 0.1 s to 10 min, default 10 s.</summary>
    [Between("00:00:00.1", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>So many complete searches in a row that find nobody signed in end the call as unanswered; 0 = wait on. Default 3.</summary>
    [Between(0, 1_000_000)]
    public int MaxSearches { get; set; } = 3;

    /// <summary>The longest wait in all. 1 s to 1 day, default 10 min.</summary>
    [Between("00:00:01", "1.00:00:00")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one operator's device rings before the next is asked. 3 s to 5 min, default 20 s.</summary>
    [Between("00:00:03", "00:05:00")]
    public TimeSpan RingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many operators are asked before a call is given up. 1 to 1000, default 10.</summary>
    [Between(1, 1000)]
    public int MaxOffers { get; set; } = 10;

    /// <summary>How long a guest who vanished keeps the place. 2 s to 10 min, default 15 s.</summary>
    [Between("00:00:02", "00:10:00")]
    public TimeSpan GuestGrace { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one party may be alone in a conference before it is ended. 5 s to 10 min, default 30 s.</summary>
    [Between("00:00:05", "00:10:00")]
    public TimeSpan SoloLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest conversation. 1 s to 1 day, default 2 h.</summary>
    [Between("00:00:01", "1.00:00:00")]
    public TimeSpan MaxCall { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How many calls may wait at once; the next guest is told that the queue is full. 1 to 1,000,000, default 1000.</summary>
    [Between(1, 1_000_000)]
    public int QueueLimit { get; set; } = 1000;

    /// <summary>Whether TrueConf Server records the conversation; the guest is told before connecting. Default false.</summary>
    public bool Recording { get; set; }

    /// <summary>What a guest may do in the conference, by TrueConf's names of <c>rights.guest</c>. Default: everything.</summary>
    public Dictionary<string, bool> GuestRights { get; set; } = Routing.GuestRights.All();

    /// <summary>What the operator's client shows; see <see cref="ConferenceTopic"/>. Up to 240 characters, default <c>{guest} - {queue}</c>.</summary>
    [ConferenceTopic.Template]
    public string Topic { get; set; } = "{guest} - {queue}";

    public void Check(SettingsReport report)
    {
        LadderOptions.Check(report.PathOf(this, nameof(Ladder)), Ladder, report);
        QuestionOptions.Check(report.PathOf(this, nameof(Ask)), Ask, report);
        CheckOverflow(report);
    }

    /// <summary>Said for all queues, the name of one of them is right: that one overflows to none.</summary>
    private void CheckOverflow(SettingsReport report)
    {
        var path = report.PathOf(this, nameof(OverflowTo));
        var isItself = string.Equals(path, $"{QueueOptions.Family}:{OverflowTo}:{nameof(OverflowTo)}", StringComparison.OrdinalIgnoreCase);
        if (OverflowTo.Length > 0 && (isItself || !report.NamesOf<QueueOptions>().Contains(OverflowTo, StringComparer.OrdinalIgnoreCase)))
        {
            report.Refuse(path, OverflowTo, "be the name of another queue");
        }
        else if (this is QueueOptions && OverflowTo.Length == 0 && (OverflowAfter > TimeSpan.Zero || OverflowLength > 0))
        {
            report.Refuse(path, OverflowTo, "be the name of another queue, since OverflowAfter or OverflowLength is set");
        }
    }
}

/// <summary>The keys of one queue: those of <see cref="RoutingOptions"/>, which hold where the queue is silent, and its own.</summary>
internal sealed class QueueOptions : RoutingOptions
{
    public const string Family = "Queues";

    /// <summary>What guests and operators call the queue. Up to 100 characters; default: the queue's name.</summary>
    [Text(100)]
    public string? Title { get; set; }
}
