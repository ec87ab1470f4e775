using ContactCenter.Hosting.Settings;

namespace ContactCenter.Operators;

/// <summary>What operators can: the section <c>Operators</c>.</summary>
internal sealed class OperatorsOptions
{
    public const string Section = "Operators";

    /// <summary>Levels, 1 to 5, by operator (TrueConf's id, without the server) and skill. Default: none.</summary>
    [Names("an operator's TrueConf id"), Skill.Names(Depth = 1), Between(Skill.LowestLevel, Skill.HighestLevel)]
    public Dictionary<string, Dictionary<string, int>> Skills { get; set; } = [];

    /// <summary>The same for all members of a TrueConf group (display name or id). Of all that an operator has the highest level counts.</summary>
    [Names("a TrueConf group"), Skill.Names(Depth = 1), Between(Skill.LowestLevel, Skill.HighestLevel)]
    public Dictionary<string, Dictionary<string, int>> GroupSkills { get; set; } = [];

    /// <summary>A name that TrueConf Server has given.</summary>
    private sealed class NamesAttribute(string what) : NameRuleAttribute
    {
        public override string? Broken(string name) => name.Trim().Length is 0 or > 200 ? $"be {what}, of 1 to 200 characters" : null;
    }
}
