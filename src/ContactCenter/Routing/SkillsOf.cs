using System.Collections.Frozen;
using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>What an operator can do, by skill's name, with levels.</summary>
internal delegate IReadOnlyDictionary<string, int> SkillsOf(OperatorId id);

/// <summary>The skills of somebody of whom none are known.</summary>
internal static class NoSkills
{
    public static readonly IReadOnlyDictionary<string, int> Instance = FrozenDictionary<string, int>.Empty;

    public static IReadOnlyDictionary<string, int> Of(OperatorId id) => Instance;
}
