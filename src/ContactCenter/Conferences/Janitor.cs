using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;

namespace ContactCenter.Conferences;

/// <summary>Compares the ledger with the server's list and removes what is ours and nobody's; one node does it for all.</summary>
/// <remarks>
/// Only conferences of our own installation are touched. One that the ledger does not know (a restored backup) is believed
/// lost only after two sweeps at least a minute apart.
/// </remarks>
internal sealed partial class Janitor(
    IConferenceLedger ledger,
    IConferenceServer server,
    IInstallation installation,
    INodeRegistry registry,
    Node node,
    TimeProvider clock,
    ILogger<Janitor> logger) : Loop
{
    internal static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(60);

    /// <summary>So long an entry that is gone tells a late list or a late request from a conference of unknown origin.</summary>
    internal static readonly TimeSpan Remembrance = TimeSpan.FromMinutes(10);

    private Dictionary<ConferenceId, DateTimeOffset> _unknown = [];

    /// <summary>Told of each orphan that was found, whether or not it could be removed.</summary>
    public event Action<Orphan>? Found;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await registry.TakeRoleAsync("janitor", node.Present.Id, stoppingToken))
                {
                    await SweepAsync(node.Present, stoppingToken);
                }
                else
                {
                    _unknown = [];
                }
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                // The lease is over; whoever has the role next sweeps.
            }
            catch (TrueConfException trouble)
            {
                LogNotSwept(trouble.Message);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                var level = PassingTrouble.LevelOf(e);
                LogSweepFailed(level, e);
            }

            await Task.Delay(SweepInterval, clock, stoppingToken);
        }
    }

    private async Task SweepAsync(Membership mine, CancellationToken stoppingToken)
    {
        var began = clock.GetUtcNow();
        await ledger.ForgetAsync(began - Remembrance, stoppingToken);
        var ours = await installation.IdAsync(stoppingToken);
        var unknown = new Dictionary<ConferenceId, DateTimeOffset>();
        var left = (await ledger.LeftOrphansAsync(began, stoppingToken)).ToDictionary(one => one.Conference);
        foreach (var conference in (await server.ListAsync(stoppingToken)).Where(one => one.Installation == ours))
        {
            var entry = await EntryOfAsync(conference, stoppingToken);
            if (entry is null)
            {
                unknown[conference.Id] = _unknown.GetValueOrDefault(conference.Id, began);
            }

            if (WhyOrphan(conference, entry, unknown, began) is { } why)
            {
                left.Remove(conference.Id, out var known);
                await RemoveAsync(conference, why, known, mine, stoppingToken);
            }
        }

        _unknown = unknown;
        foreach (var gone in left.Values)
        {
            // It went by itself, or by somebody else's hand.
            await ledger.RecordAsync(gone with { RemovedAt = clock.GetUtcNow() }, stoppingToken);
        }
    }

    /// <summary>By its tags; or, of a server that does not keep them, by the id that it gave.</summary>
    private async Task<LedgerEntry?> EntryOfAsync(ListedConference conference, CancellationToken cancellationToken) =>
        conference.Ledger is { } id
            ? await ledger.FindAsync(id, cancellationToken)
            : await ledger.FindAsync(conference.Id, cancellationToken);

    /// <summary>An entry that is not gone is the remover's or a call's; a list from before the deletion proves nothing.</summary>
    private static OrphanReason? WhyOrphan(
        ListedConference conference, LedgerEntry? entry, Dictionary<ConferenceId, DateTimeOffset> unknown, DateTimeOffset began) => entry switch
        {
            null => began - unknown[conference.Id] >= SweepInterval ? OrphanReason.NotInLedger : null,
            { GoneAt: { } goneAt } => goneAt < began ? OrphanReason.GoneInLedger : null,
            { Conference: { } other } when other != conference.Id => OrphanReason.MadeTwice,
            _ => null,
        };

    private async Task RemoveAsync(
        ListedConference conference, OrphanReason why, Orphan? known, Membership mine, CancellationToken stoppingToken)
    {
        var orphan = known ?? new Orphan(conference.Id, conference.Ledger, why, clock.GetUtcNow(), RemovedAt: null, Trouble: null);
        try
        {
            mine.ThrowUnlessHeld();
            if (!await server.StopAsync(conference.Id, stoppingToken))
            {
                // The list is stale: there is nothing, so there was no orphan, or it is none any more.
                if (known is not null)
                {
                    await ledger.RecordAsync(known with { RemovedAt = clock.GetUtcNow() }, stoppingToken);
                }

                return;
            }

            LogOrphan(conference.Id, why);
            await server.DeleteAsync(conference.Id, stoppingToken);
            orphan = orphan with { RemovedAt = clock.GetUtcNow() };
        }
        catch (TrueConfException trouble)
        {
            // That is about this conference; the others need not wait for it.
            LogStuck(conference.Id, trouble.Message);
            orphan = orphan with { Trouble = trouble.Message };
        }

        await ledger.RecordAsync(orphan, stoppingToken);
        Found?.Invoke(orphan);
    }

    [LoggerMessage(LogLevel.Warning, "Conference {Conference} is ours and nobody's ({Why}): it was stopped and is deleted.")]
    private partial void LogOrphan(ConferenceId conference, OrphanReason why);

    [LoggerMessage(LogLevel.Warning, "Conference {Conference} cannot be removed, and is tried again at a later sweep: {Trouble}")]
    private partial void LogStuck(ConferenceId conference, string trouble);

    [LoggerMessage(LogLevel.Debug, "No sweep: {Trouble}")]
    private partial void LogNotSwept(string trouble);

    [LoggerMessage("A sweep went wrong; the next one follows.")]
    private partial void LogSweepFailed(LogLevel level, Exception e);
}
