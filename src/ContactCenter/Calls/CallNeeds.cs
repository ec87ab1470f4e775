using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>What a call asks of its operator: what its queue, the guest's answers, its attributes and its caller ask for, together.</summary>
internal static class CallNeeds
{
    private const int _longestName = 64;
    private const string _language = "language";

    /// <param name="queue">The queue the call goes to.</param>
    /// <param name="answers">What the guest chose, also in the queue that asked.</param>
    public static SkillNeeds Of(NewCall wish, QueueSettings queue, IEnumerable<Answer> answers) => SkillNeeds.Of(
        queue.Skills,
        answers.SelectMany(answer => answer.Skills),
        OfAttributes(wish, queue),
        wish.Skills ?? new Dictionary<string, int>());

    /// <summary>Whether it can name a skill: the stored form of needs parts them by these signs.</summary>
    public static bool IsSkill(string name) =>
        name.Trim().Length > 0 && name.Length <= _longestName && !name.Any(letter => letter is ':' or ',' or '|' || char.IsControl(letter));

    /// <summary>A value that can name no skill asks for none.</summary>
    private static IEnumerable<KeyValuePair<string, int>> OfAttributes(NewCall wish, QueueSettings queue) =>
        from attribute in queue.SkillAttributes
        let skill = ValueOf(wish, attribute)
        where skill is not null && IsSkill(skill)
        select KeyValuePair.Create(skill, SkillNeeds.LowestLevel);

    private static string? ValueOf(NewCall wish, string attribute)
    {
        var value = wish.Attributes?.GetValueOrDefault(attribute);
        return string.Equals(attribute, _language, StringComparison.OrdinalIgnoreCase)
            ? (string.IsNullOrWhiteSpace(value) ? wish.Guest?.Language : value)?.Trim().Split('-', '_')[0]
            : value;
    }
}
