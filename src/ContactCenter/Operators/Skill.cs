using ContactCenter.Hosting.Settings;

namespace ContactCenter.Operators;

/// <summary>What operators can and calls ask for: a name with a level.</summary>
internal static class Skill
{
    public const int LowestLevel = 1;
    public const int HighestLevel = 5;

    /// <summary>The one form of a skill's name.</summary>
    public static string NameOf(string skill) => skill.Trim().ToLowerInvariant();

    /// <summary>A skill's name in settings. Stored needs are told apart by commas and colons.</summary>
    internal sealed class NamesAttribute : NameRuleAttribute
    {
        public override string? Broken(string name) => name.Trim().Length is 0 or > 64 || name.Contains(',', StringComparison.Ordinal)
            ? "be a skill, of 1 to 64 characters without a comma"
            : null;
    }
}
