namespace ContactCenter.Hosting.Settings;

internal static partial class SettingsWebApplicationExtensions
{
    /// <summary>Refuses to start a server that has been given a wrong or unknown setting, naming every one of them.</summary>
    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        var report = Report(app);
        if (report.Refusals.Count > 0)
        {
            throw StartRefusedException.WrongSettings(report.Refusals);
        }

        foreach (var warning in report.Warnings)
        {
            LogWarning(app.Logger, warning);
        }
    }

    /// <summary>What was accepted but should be looked at.</summary>
    public static IReadOnlyList<string> SettingWarnings(this WebApplication app) => Report(app).Warnings;

    private static SettingsReport Report(WebApplication app) => SettingsWalk.Report(
        (IConfigurationRoot)app.Configuration, app.Environment, app.Services.GetServices<SettingsSection>());

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);
}
