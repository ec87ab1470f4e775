namespace ContactCenter.Routing;

/// <summary>A call's needs and how they are relaxed while it waits: step 0 is everything asked for, each further one less.</summary>
internal sealed class Ladder
{
    /// <summary>Anybody will do from the beginning.</summary>
    public static readonly Ladder Flat = new(SkillNeeds.None, []);

    private readonly SkillNeeds _needs;
    private readonly TimeSpan[] _after;
    private readonly int[] _atMost;

    /// <param name="steps">In order of time. None is stricter than the one before, whatever it says.</param>
    public Ladder(SkillNeeds needs, IReadOnlyList<LadderStep> steps)
    {
        _needs = needs;
        steps = needs.IsEmpty ? [] : steps;
        _after = [TimeSpan.Zero, .. steps.Select(step => step.After)];
        _atMost = [SkillNeeds.HighestLevel, .. steps.Select(step => step.AtMost)];
        for (var step = 1; step < _atMost.Length; step++)
        {
            _atMost[step] = Math.Min(_atMost[step], _atMost[step - 1]);
        }
    }

    public int Last => _after.Length - 1;

    /// <summary>From what age on a call may be at this step.</summary>
    public TimeSpan After(int step) => _after[step];

    /// <summary>Whether somebody with these skills will do at this step.</summary>
    public bool IsMet(int step, IReadOnlyDictionary<string, int> skills) => _needs.AreMetBy(skills, _atMost[step]);

    /// <summary>The first step up to <paramref name="last"/> at which these skills will do; null when they do not.</summary>
    public int? TierOf(IReadOnlyDictionary<string, int> skills, int last)
    {
        if (!IsMet(last, skills))
        {
            return null;
        }

        var tier = 0;
        while (!IsMet(tier, skills))
        {
            tier++;
        }

        return tier;
    }

    /// <summary>
    /// The step of a call of this age: the latest whose time has come, or a later one while nobody who is signed in would do
    /// before. Somebody who is busy is waited for, somebody who is not there is not.
    /// </summary>
    public int StepAt(TimeSpan age, Staff staff) => WithoutVain(Array.FindLastIndex(_after, after => after <= age) is >= 0 and var step ? step : 0, staff);

    /// <summary>The same for a call whose time has come for this step and no later one.</summary>
    public int WithoutVain(int step, Staff staff)
    {
        while (step < Last && !staff.Anybody(_needs, _atMost[step]))
        {
            step++;
        }

        return step;
    }
}
