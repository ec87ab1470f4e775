using ContactCenter.Hosting.Settings;

namespace ContactCenter.Crashes;

/// <summary>Where the server is to die, for those who test that it may: the section <c>Testing</c>.</summary>
internal sealed class CrashOptions : ICheckedSettings
{
    public const string Section = "Testing";

    public const string CrashAtKey = $"{Section}:{nameof(CrashAt)}";

    /// <summary>One of <see cref="CrashPoints"/>, with <c>#3</c> behind it the third time it is reached. Default: none.</summary>
    [CrashPoint]
    public string CrashAt { get; set; } = "";

    public void Check(SettingsReport report)
    {
        if (CrashAt.Length > 0 && !report.Environment.IsDevelopment())
        {
            report.Refuse(CrashAtKey, $"{CrashAtKey} kills the server; it works in Development only.");
        }
    }

    private sealed class CrashPointAttribute : RuleAttribute
    {
        public override string? Broken(object value) => value is "" || CrashPlan.TryParse((string)value) is not null
            ? null
            : $"be one of {string.Join(", ", CrashPoints.All)}, with #1 or more behind it if it is not to be the first time";
    }
}
