namespace ContactCenter.Hosting.Settings;

/// <summary>Follows the edits of the files in which settings stand: a valid one is put in force as far as it may be, any other is refused whole.</summary>
internal sealed partial class SettingsFollower(
    LiveSettings settings,
    SettingsFiles files,
    IConfiguration configuration,
    IHostEnvironment environment,
    IEnumerable<SettingsSection> sections,
    TimeProvider clock,
    ILogger<SettingsFollower> logger) : Loop
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly SettingsSection[] _sections = [.. sections];
    private string? _judged;
    private string? _seen;
    private string _waiting = "";

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_interval, clock, stoppingToken);
            try
            {
                Look();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogLookFailed(e);
            }
        }
    }

    /// <summary>An editor writes in several goes, so only what has stayed the same for two looks is judged, and that once.</summary>
    private void Look()
    {
        var now = files.Fingerprint();
        if (now != _judged && now == _seen)
        {
            Judge();
            _judged = now;
        }

        _seen = now;
    }

    private void Judge()
    {
        var (edited, refusals) = files.Load();
        using var dispose = edited;
        var report = edited is null ? null : SettingsWalk.Report(edited, environment, _sections);
        refusals = report?.Refusals ?? refusals;
        if (report is null || refusals.Count > 0)
        {
            settings.Refuse(refusals);
            LogRefused(string.Join(' ', refusals));
            return;
        }

        WarnOfRestart(SettingsDifference.Between((IConfigurationRoot)configuration, edited!, report, environment, _sections));
        var before = settings.Refusals;
        if (settings.Accept(report) is { Count: > 0 } changes)
        {
            LogInForce(string.Join(", ", changes));
        }
        else if (before.Count > 0)
        {
            LogRightAgain();
        }
    }

    /// <summary>Said once for the same keys: they go on differing with every later edit.</summary>
    private void WarnOfRestart(IReadOnlyList<string> keys)
    {
        var waiting = string.Join(", ", keys);
        if (waiting.Length > 0 && waiting != _waiting)
        {
            LogNeedsRestart(waiting);
        }

        _waiting = waiting;
    }

    [LoggerMessage(LogLevel.Information, "Changed settings are in force: {Changes}.")]
    private partial void LogInForce(string changes);

    [LoggerMessage(LogLevel.Information, "The settings are right again, and as they were.")]
    private partial void LogRightAgain();

    [LoggerMessage(LogLevel.Warning, "Settings were changed that apply only after a restart: {Keys}.")]
    private partial void LogNeedsRestart(string keys);

    [LoggerMessage(LogLevel.Error, "The edited settings are refused, all of them; the last valid ones stay in force. {Refusals}")]
    private partial void LogRefused(string refusals);

    [LoggerMessage(LogLevel.Error, "Looking for edited settings went wrong; it is tried again.")]
    private partial void LogLookFailed(Exception e);
}
