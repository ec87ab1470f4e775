using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;

namespace ContactCenter.Conferences;

/// <summary>Stops and deletes what nobody wants any more, and goes on until the server confirms that it is gone.</summary>
internal sealed partial class ConferenceRemover(
    IConferenceLedger ledger,
    IConferenceServer server,
    ConferencesInHand inHand,
    INodeRegistry registry,
    Node node,
    TimeProvider clock,
    ILogger<ConferenceRemover> logger) : Loop
{
    private const int _atOnce = 32;

    /// <summary>Where leases are endless a process that died may still have sent a request just before.</summary>
    private static readonly TimeSpan _lastGasp = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _lookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestBackOff = TimeSpan.FromMinutes(1);

    private readonly WorkInHand<LedgerId> _work = new();

    /// <summary>Told when an operator's conference is confirmed gone.</summary>
    public event Action? Freed;

    /// <summary>Something was condemned, or let go of: work it off now.</summary>
    public void Wake() => _work.Bell.Ring();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        inHand.Released += Wake;
        node.Mustered += Wake;
        return base.StartAsync(cancellationToken);
    }

    /// <summary>What is in hand is finished: after a stop nobody may come back for a long time.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _work.FinishAsync(cancellationToken);
    }

    protected override Task RunAsync(CancellationToken stoppingToken) =>
        _work.Bell.DriveAsync(WorkOffAsync, e => LogWentWrong(LogLevel.Error, e), clock, stoppingToken);

    /// <summary>Takes up what is due, each on its own: one that hangs holds up no other.</summary>
    private async Task<DateTimeOffset?> WorkOffAsync(CancellationToken stoppingToken)
    {
        var now = clock.GetUtcNow();
        var mine = node.Present;
        if (_work.Count < _atOnce)
        {
            // One that is being made still is left alone; whoever makes it lets go of it, which wakes us.
            foreach (var entry in await ledger.ClaimDueAsync(mine.Id, inHand.All, now, _atOnce - _work.Count, stoppingToken))
            {
                _work.TryBegin(entry.Id, () => RemoveAsync(entry, mine, stoppingToken));
            }
        }

        return await ledger.NextDueAsync(now, stoppingToken);
    }

    private async Task RemoveAsync(LedgerEntry entry, Membership mine, CancellationToken stoppingToken)
    {
        using var hold = inHand.TryTake(entry.Id);
        if (hold is null)
        {
            return;
        }

        try
        {
            await RemoveAsync(entry, mine);
            await ledger.ReleaseAsync(entry.Id, mine.Id, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // The lease is over; whoever takes the entry up looks how far this got.
        }
        catch (Exception e)
        {
            var level = PassingTrouble.LevelOf(e);
            LogWentWrong(level, e);
            await Task.Delay(_lookAgain, clock, stoppingToken).Quietly();
        }
    }

    private async Task RemoveAsync(LedgerEntry entry, Membership mine)
    {
        try
        {
            await TakeApartAsync(entry, mine);
        }
        catch (TrueConfException trouble)
        {
            await PostponeAsync(entry.Id, trouble, mine);
        }
    }

    /// <summary>One changing request between two commits: stop, write it down, delete, write it down.</summary>
    private async Task TakeApartAsync(LedgerEntry entry, Membership mine)
    {
        if (entry.Conference is null && await LookAsync(entry, mine) is { } found)
        {
            entry = found;
        }

        if (entry is { Conference: { } running, StoppedAt: null })
        {
            mine.ThrowUnlessHeld();
            var known = await StopAsync(running, mine.Lost);
            var now = clock.GetUtcNow();
            if (await SaveAsync(known ? entry with { StoppedAt = now } : entry.Gone(now), mine) is not { } stopped)
            {
                return;
            }

            entry = stopped;
        }

        if (entry is { Conference: { } conference, GoneAt: null })
        {
            mine.ThrowUnlessHeld();
            await server.DeleteAsync(conference, mine.Lost);
            await SaveAsync(entry.Gone(clock.GetUtcNow()), mine);
        }
    }

    /// <summary>
    /// Whether a conference exists of which nobody knows the id: the entry with the id, or null when there is none. It is
    /// called gone only when no request that could make it can still be on its way.
    /// </summary>
    private async Task<LedgerEntry?> LookAsync(LedgerEntry entry, Membership mine)
    {
        var began = clock.GetUtcNow();
        if (entry.BegunAt is not { } begunAt)
        {
            // The guest left before anybody had asked for it.
            await SaveAsync(entry.Gone(began), mine);
            return null;
        }

        if (await server.FindAsync(entry.Id, mine.Lost) is { } found)
        {
            return await SaveAsync(entry with { Conference = found.Id }, mine);
        }

        var lease = registry.Lease == Timeout.InfiniteTimeSpan ? _lastGasp : registry.Lease;
        await SaveAsync(
            began > begunAt + server.LongestRequest + lease
                ? entry.Gone(clock.GetUtcNow())
                : entry with { DueAt = clock.GetUtcNow() + _lookAgain },
            mine);
        return null;
    }

    /// <summary>A server that refuses to stop may still delete; only what it fails to do is tried again.</summary>
    private async Task<bool> StopAsync(ConferenceId conference, CancellationToken cancellationToken)
    {
        try
        {
            return await server.StopAsync(conference, cancellationToken);
        }
        catch (TrueConfException refusal) when (refusal.Failure == TrueConfFailure.Refused)
        {
            LogStopRefused(conference, refusal.Message);
            return true;
        }
    }

    private async Task PostponeAsync(LedgerId id, TrueConfException trouble, Membership mine)
    {
        var entry = await ledger.ChangeAsync(id, mine.Id, entry => entry.GoneAt is not null ? null : entry with
        {
            Failures = entry.Failures + 1,
            Trouble = trouble.Message,
            DueAt = clock.GetUtcNow() + BackOff(entry.Failures),
        }, CancellationToken.None);
        if (entry is not null)
        {
            LogRemovalFailed(id, entry.Failures, trouble.Message);
        }
    }

    /// <summary>The entry as stored, or null when somebody else changed it: then it is due again and read anew.</summary>
    private async Task<LedgerEntry?> SaveAsync(LedgerEntry entry, Membership mine)
    {
        if (!await ledger.SaveAsync(entry, mine.Id, CancellationToken.None))
        {
            return null;
        }

        if (entry.GoneAt is not null)
        {
            LogGone(entry.Id, entry.Conference);
            Freed?.Invoke();
        }

        return entry with { Version = entry.Version + 1 };
    }

    private static TimeSpan BackOff(int failures) =>
        failures > 5 ? _longestBackOff : TimeSpan.FromSeconds(Math.Pow(2, failures));

    [LoggerMessage(LogLevel.Debug, "Conference {Conference} of ledger entry {Ledger} is gone.")]
    private partial void LogGone(LedgerId ledger, ConferenceId? conference);

    [LoggerMessage(LogLevel.Warning, "Conference {Conference} was not stopped ({Trouble}); it is deleted as it is.")]
    private partial void LogStopRefused(ConferenceId conference, string trouble);

    [LoggerMessage(LogLevel.Warning, "Ledger entry {Ledger} could not be removed, {Failures} times in a row: {Trouble}")]
    private partial void LogRemovalFailed(LedgerId ledger, int failures, string trouble);

    [LoggerMessage("Working off the ledger went wrong; it is tried again.")]
    private partial void LogWentWrong(LogLevel level, Exception e);
}
