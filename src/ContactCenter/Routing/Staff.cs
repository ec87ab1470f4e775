namespace ContactCenter.Routing;

/// <summary>What those can do who are signed in, free or not.</summary>
internal sealed class Staff(IEnumerable<IReadOnlyDictionary<string, int>> skills)
{
    private readonly List<IReadOnlyDictionary<string, int>> _skills = [.. skills.Distinct(ReferenceEqualityComparer.Instance).Cast<IReadOnlyDictionary<string, int>>()];
    private readonly Dictionary<(SkillNeeds, int), bool> _answers = [];

    /// <summary>Whether any of them will do when no more than so much of each skill is asked for. Calls ask the same again and again.</summary>
    public bool Anybody(SkillNeeds needs, int atMost)
    {
        if (!_answers.TryGetValue((needs, atMost), out var answer))
        {
            _answers[(needs, atMost)] = answer = _skills.Exists(one => needs.AreMetBy(one, atMost));
        }

        return answer;
    }
}
