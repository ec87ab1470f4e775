using System.Globalization;
using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>The skills a call asks for, each with the level it asks for: 1 to 5. A value; empty: anybody will do.</summary>
public sealed class SkillNeeds : IEquatable<SkillNeeds>
{
    public const int LowestLevel = Skill.LowestLevel;
    public const int HighestLevel = Skill.HighestLevel;

    public static readonly SkillNeeds None = new([]);

    private readonly SortedDictionary<string, int> _levels;

    private SkillNeeds(IEnumerable<KeyValuePair<string, int>> levels) => _levels = new(levels.ToDictionary(), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Levels => _levels;

    public bool IsEmpty => _levels.Count == 0;

    /// <summary>Of several sources the higher level counts; names are compared without case.</summary>
    public static SkillNeeds Of(params IEnumerable<KeyValuePair<string, int>>[] sources)
    {
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (skill, level) in sources.SelectMany(source => source))
        {
            var name = NameOf(skill);
            levels[name] = Math.Max(level, levels.GetValueOrDefault(name));
        }

        return levels.Count == 0 ? None : new SkillNeeds(levels);
    }

    /// <summary>The one form of a skill's name.</summary>
    public static string NameOf(string skill) => Skill.NameOf(skill);

    /// <summary>Whether somebody with these skills will do when no more than <paramref name="atMost"/> of each level is asked for; 0: anybody will.</summary>
    public bool AreMetBy(IReadOnlyDictionary<string, int> skills, int atMost = HighestLevel) =>
        _levels.All(need => skills.GetValueOrDefault(need.Key) >= Math.Min(need.Value, atMost));

    public bool Equals(SkillNeeds? other) => other is not null && _levels.SequenceEqual(other._levels);

    public override bool Equals(object? obj) => Equals(obj as SkillNeeds);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>
    /// The stored form, such as <c>billing:2,de:1</c>; the same for the same needs. A guest may have named a skill, so what
    /// parts the names is escaped in them, and the bar is not to be found there.
    /// </summary>
    public override string ToString() => string.Join(',', _levels.Select(need => $"{Escaped(need.Key)}:{need.Value}"));

    /// <summary>The needs of this stored form.</summary>
    public static SkillNeeds Parse(string stored) => stored.Length == 0
        ? None
        : Of(stored.Split(',').Select(need => need.Split(':')).Select(need =>
            KeyValuePair.Create(Uri.UnescapeDataString(need[0]), int.Parse(need[1], CultureInfo.InvariantCulture))));

    private static string Escaped(string name) => name.AsSpan().IndexOfAny("%:,|") < 0 ? name : name
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal)
        .Replace("|", "%7C", StringComparison.Ordinal);
}
