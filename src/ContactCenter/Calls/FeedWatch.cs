using ContactCenter.Hosting;

namespace ContactCenter.Calls;

/// <summary>
/// Sees to it that nobody who follows a call misses anything for long: a signal is only a hint, and may be lost. One look
/// for everybody on this node; whoever is behind the store is signalled.
/// </summary>
internal sealed partial class FeedWatch(ICallStore store, CallSignals signals, TimeProvider clock, ILogger<FeedWatch> logger) : Loop
{
    private static readonly TimeSpan _lookEach = TimeSpan.FromSeconds(5);

    private readonly Bell _bell = new();

    protected override Task RunAsync(CancellationToken stoppingToken) =>
        _bell.DriveAsync(LookAsync, LogLookFailed, clock, stoppingToken);

    private async Task<DateTimeOffset?> LookAsync(CancellationToken stoppingToken)
    {
        var next = clock.GetUtcNow() + _lookEach;
        var followed = signals.Followed;
        if (followed.Count > 0)
        {
            var there = await store.LastSequencesAsync([.. followed.Keys], stoppingToken);
            foreach (var (id, last) in there)
            {
                if (last > followed.GetValueOrDefault(id, int.MaxValue))
                {
                    signals.Changed(id);
                }
            }
        }

        return next;
    }

    [LoggerMessage(LogLevel.Error, "Looking after the feeds went wrong; it is tried again.")]
    private partial void LogLookFailed(Exception e);
}
