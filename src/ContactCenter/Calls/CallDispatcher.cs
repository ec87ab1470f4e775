using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Calls;

/// <summary>Takes in hand the calls that are due, and has the steps taken that each needs.</summary>
internal sealed partial class CallDispatcher(
    ICallStore store,
    CallSteps steps,
    CallRecorder recorder,
    Node node,
    TimeProvider clock,
    ILogger<CallDispatcher> logger) : Loop
{
    private const int _atOnce = 128;

    /// <summary>How soon to look again at calls whose step failed for a reason of our own.</summary>
    private static readonly TimeSpan _afterTrouble = TimeSpan.FromSeconds(1);

    /// <summary>What is due no sooner is found without being told, also by who looked a moment too early: thousands who come to wait disturb nobody.</summary>
    private static readonly TimeSpan _soon = 1.5 * Bell.LongestRest;

    private readonly WorkInHand<CallId> _work = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        recorder.Recorded += Recorded;
        node.Mustered += _work.Bell.Ring;
        return base.StartAsync(cancellationToken);
    }

    protected override Task RunAsync(CancellationToken stoppingToken) =>
        _work.Bell.DriveAsync(DispatchAsync, LogLoopFailed, clock, stoppingToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _work.FinishAsync(cancellationToken);
        await steps.FinishAsync(cancellationToken);
    }

    private void Recorded(CallChange change)
    {
        if (change.DueAt < change.At + _soon)
        {
            _work.Bell.Ring();
        }
    }

    /// <summary>Takes up what is due; returns when the next call will be.</summary>
    private async Task<DateTimeOffset?> DispatchAsync(CancellationToken stoppingToken)
    {
        var now = clock.GetUtcNow();
        var (mine, inHand) = (node.Present, _work.Keys);

        // Beyond that many at once the next is taken up when one is finished, which rings the bell.
        if (inHand.Count < _atOnce)
        {
            foreach (var call in await store.ClaimDueAsync(mine.Id, inHand, now, _atOnce - inHand.Count, stoppingToken))
            {
                _work.TryBegin(call.Id, () => TakeStepsAsync(call, mine, stoppingToken));
            }
        }

        return await store.NextDueAsync(now, stoppingToken);
    }

    private async Task TakeStepsAsync(Call call, Membership mine, CancellationToken stoppingToken)
    {
        try
        {
            await steps.TakeAsync(call, mine, stoppingToken);
            if (stoppingToken.IsCancellationRequested)
            {
                await store.ReleaseAsync(call.Id, mine.Id, CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
            // The lease is over; whoever takes the call up finds out how far this got.
        }
        catch (Exception e)
        {
            // It stays in hand until then, and is due still.
            var level = PassingTrouble.LevelOf(e);
            LogStepFailed(level, e, call.Id);
            await Task.Delay(_afterTrouble, clock, stoppingToken).Quietly();
        }
    }

    [LoggerMessage("Call {CallId}: a step went wrong; it is taken again.")]
    private partial void LogStepFailed(LogLevel level, Exception e, CallId callId);

    [LoggerMessage(LogLevel.Error, "Dispatching calls went wrong; it is tried again.")]
    private partial void LogLoopFailed(Exception e);
}
