using ContactCenter.Operators;

namespace ContactCenter.Conferences;

/// <summary>Compares the ledger with the server's list and removes what is ours and nobody's.</summary>
/// <remarks>
/// Only conferences of our own installation are touched. One whose ledger row is unknown (a restored backup) is believed
/// lost only after two sweeps at least a minute apart.
/// </remarks>
internal sealed partial class Janitor(
    IConferenceLedger ledger,
    IConferenceServer server,
    IInstallation installation,
    ConferenceMetrics metrics,
    TimeProvider clock,
    ILogger<Janitor> logger) : BackgroundService
{
    internal static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(60);

    private Dictionary<ConferenceId, DateTimeOffset> _unknown = [];
    private HashSet<ConferenceId> _found = [];

    /// <summary>Orphans that the last sweep found and could not remove.</summary>
    public int Stuck { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ours = await installation.IdAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(ours, stoppingToken);
            }
            catch (TrueConfException trouble)
            {
                LogNotSwept(trouble.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogSweepFailed(e);
            }

            await Task.Delay(SweepInterval, clock, stoppingToken);
        }
    }

    private async Task SweepAsync(InstallationId ours, CancellationToken stoppingToken)
    {
        var began = clock.GetUtcNow();
        var listed = (await server.ListAsync(stoppingToken)).Where(one => one.Installation == ours).ToList();
        var unknown = new Dictionary<ConferenceId, DateTimeOffset>();
        var found = new HashSet<ConferenceId>();
        var stuck = 0;
        foreach (var conference in listed)
        {
            var entry = conference.Ledger is { } id ? await ledger.FindAsync(id, stoppingToken) : null;
            if (entry is null)
            {
                unknown[conference.Id] = _unknown.GetValueOrDefault(conference.Id, began);
            }

            // An entry that is not gone is the remover's or a call's; a list from before the deletion proves nothing.
            var isOrphan = entry is null ? began - unknown[conference.Id] >= SweepInterval : entry.GoneAt < began;
            if (isOrphan && found.Add(conference.Id) && !_found.Contains(conference.Id))
            {
                metrics.OrphanFound(entry is null ? ConferenceMetrics.UnknownToLedger : ConferenceMetrics.GoneByLedger);
            }

            if (isOrphan && !await TryRemoveAsync(conference.Id, entry, stoppingToken))
            {
                stuck++;
            }
        }

        (_unknown, _found, Stuck) = (unknown, found, stuck);
    }

    private async Task<bool> TryRemoveAsync(ConferenceId orphan, LedgerEntry? entry, CancellationToken stoppingToken)
    {
        LogOrphan(orphan, entry is null ? "the ledger does not know it" : "the ledger says it is gone");
        try
        {
            await server.StopAsync(orphan, stoppingToken);
            await server.DeleteAsync(orphan, stoppingToken);
            return true;
        }
        catch (TrueConfException trouble)
        {
            // That is about this conference; the others need not wait for it.
            LogStuck(orphan, trouble.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Conference {Conference} is ours and nobody's ({Why}): it is stopped and deleted.")]
    private partial void LogOrphan(ConferenceId conference, string why);

    [LoggerMessage(LogLevel.Warning, "Conference {Conference} cannot be removed, and is tried again at a later sweep: {Trouble}")]
    private partial void LogStuck(ConferenceId conference, string trouble);

    [LoggerMessage(LogLevel.Debug, "No sweep: {Trouble}")]
    private partial void LogNotSwept(string trouble);

    [LoggerMessage(LogLevel.Error, "A sweep went wrong; the next one follows.")]
    private partial void LogSweepFailed(Exception e);
}
