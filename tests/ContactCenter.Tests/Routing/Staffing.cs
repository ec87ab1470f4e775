using System.Globalization;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Routing;

/// <summary>Short words for operators and calls in the tests of matching.</summary>
internal static class Staffing
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Candidate Anna = Free("anna", idleFor: 5);
    public static readonly Candidate Boris = Free("boris", idleFor: 9);
    public static readonly Candidate Clara = Free("clara");

    public static readonly RoutingTurn AnyTurn = new("default", Cursor: null);

    public static Candidate Free(string id, double? idleFor = null, int calls = 0, string skills = "") =>
        new(new OperatorId(id), id, idleFor is { } minutes ? Noon.AddMinutes(-minutes) : null) { RecentCalls = calls, Skills = Skills(skills) };

    /// <param name="text">Such as <c>de:3,billing:1</c>.</param>
    public static IReadOnlyDictionary<string, int> Skills(string text) => SkillNeeds.Parse(text).Levels;

    /// <param name="needs">Such as <c>de:3</c>.</param>
    /// <param name="steps">Such as <c>60:2</c>: from 60 s on no more than level 2.</param>
    public static Ladder Ladder(string needs, params string[] steps) => new(SkillNeeds.Parse(needs), [.. steps.Select(Step)]);

    public static LadderStep Step(string text)
    {
        var parts = text.Split(':').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new LadderStep(TimeSpan.FromSeconds(parts[0]), parts[1]);
    }

    public static IEnumerable<string> Ids(this IEnumerable<Candidate> candidates) => candidates.Select(one => one.Id.Value);
}
