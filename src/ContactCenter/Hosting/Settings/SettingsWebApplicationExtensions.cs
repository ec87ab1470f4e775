namespace ContactCenter.Hosting.Settings;

internal static partial class SettingsWebApplicationExtensions
{
    /// <summary>Refuses to start a server that has been given a wrong or unknown setting, naming every one of them.</summary>
    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        var report = SettingsWalk.Report(
            (IConfigurationRoot)app.Configuration, app.Environment, app.Services.GetServices<SettingsSection>());
        if (report.Refusals.Count > 0)
        {
            throw StartRefusedException.WrongSettings(report.Refusals);
        }

        foreach (var warning in report.Warnings)
        {
            LogWarning(app.Logger, warning);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);
}
