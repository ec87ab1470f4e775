namespace ContactCenter.Hosting;

/// <summary>
/// Marks an exception whose cause is outside and passes by itself. Whoever it comes from tells of it once; whoever it stops
/// tries again, and has nothing to add.
/// </summary>
internal interface IPassingTrouble;

internal static class PassingTrouble
{
    /// <summary>How loudly to tell that something of ours went wrong.</summary>
    public static LogLevel LevelOf(Exception e) => e is IPassingTrouble ? LogLevel.Debug : LogLevel.Error;
}
