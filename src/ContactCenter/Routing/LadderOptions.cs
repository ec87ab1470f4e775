using System.Globalization;
using ContactCenter.Hosting.Settings;
using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>One step of the setting <c>Ladder</c>: <c>{ "After": "00:00:30", "MinLevel": 2 }</c> or <c>{ "After": "00:01:00", "Any": true }</c>.</summary>
internal sealed class LadderOptions
{
    /// <summary>The wait from which on it holds. 0.1 s to 1 day.</summary>
    [Between("00:00:00.1", "1.00:00:00")]
    public TimeSpan? After { get; set; }

    /// <summary>No more than this level of each skill is asked for. 1 to 5.</summary>
    [Between(Skill.LowestLevel, Skill.HighestLevel)]
    public int? MinLevel { get; set; }

    /// <summary>Anybody will do.</summary>
    public bool Any { get; set; }

    public LadderStep Step => new(After ?? TimeSpan.Zero, Any ? 0 : MinLevel ?? 0);

    /// <summary>Each step comes later and asks for less than the one before.</summary>
    public static void Check(string path, IReadOnlyList<LadderOptions> steps, SettingsReport report)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            steps[i].Check($"{path}:{i}", i == 0 ? null : steps[i - 1], report);
        }
    }

    private void Check(string path, LadderOptions? before, SettingsReport report)
    {
        if (After is null)
        {
            report.Refuse($"{path}:After", "", "be a time such as 00:00:30, after which the step holds");
        }
        else if (After <= before?.After)
        {
            report.Refuse($"{path}:After", Text(After), $"be later than that of the step before, {Text(before.After)}");
        }

        if ((MinLevel is null) == !Any)
        {
            // A level that was refused is not there.
            if (Any || !report.HasRefused($"{path}:MinLevel"))
            {
                report.Refuse(path, $"{path} has {(Any ? "both MinLevel and Any" : "neither MinLevel nor Any")}; it must have one of them.");
            }
        }
        else if (before?.Any == true)
        {
            report.Refuse(path, $"{path} follows a step for anybody; that must be the last.");
        }
        else if (MinLevel >= before?.MinLevel)
        {
            report.Refuse($"{path}:MinLevel", Text(MinLevel), $"be less than that of the step before, {Text(before.MinLevel)}");
        }
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
