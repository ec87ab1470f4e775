using ContactCenter.Hosting;

namespace ContactCenter.Calls;

/// <summary>Reads the calls that are due from the store and takes the step each needs, one step a call at a time.</summary>
internal sealed partial class CallDispatcher(
    ICallStore store,
    StepTaker taker,
    CallRecorder recorder,
    TimeProvider clock,
    ILogger<CallDispatcher> logger) : BackgroundService
{
    private const int _atOnce = 128;

    /// <summary>How soon to look again at calls whose step failed for a reason of our own.</summary>
    private static readonly TimeSpan _afterTrouble = TimeSpan.FromSeconds(1);

    private readonly WorkInHand<CallId> _work = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        recorder.Recorded += _ => _work.Bell.Ring();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _work.Bell.DriveAsync(DispatchAsync, LogLoopFailed, clock, stoppingToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _work.FinishAsync(cancellationToken);
    }

    /// <summary>Takes up what is due; returns when the next call will be.</summary>
    private async Task<DateTimeOffset?> DispatchAsync(CancellationToken stoppingToken)
    {
        var now = clock.GetUtcNow();
        foreach (var id in await store.DueAsync(now, _atOnce + _work.Count, stoppingToken))
        {
            // Beyond that many at once the next is taken up when one is finished, which rings the bell.
            if (_work.Count < _atOnce)
            {
                _work.TryBegin(id, () => TakeStepsAsync(id, stoppingToken));
            }
        }

        return await store.NextDueAsync(now, stoppingToken);
    }

    private async Task TakeStepsAsync(CallId id, CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested && await TakeStepAsync(id, stoppingToken))
            {
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogStepFailed(e, id);
            await Task.Delay(_afterTrouble, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException)
        {
            // The server stops between two steps.
        }
    }

    /// <summary>One step; false when the call rests.</summary>
    private async Task<bool> TakeStepAsync(CallId id, CancellationToken stoppingToken)
    {
        if (await store.FindAsync(id, stoppingToken) is not { } call)
        {
            return false;
        }

        var queue = recorder.QueueOf(call);
        var step = CallStep.For(call, queue, clock.GetUtcNow());
        if (await taker.TakeAsync(call, step, queue, CancellationToken.None) is not { } happened)
        {
            return false;
        }

        // A step in hand is finished even while the server stops, and what it found out is written down.
        await recorder.HappenAsync(id, happened, CancellationToken.None);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "Call {CallId}: a step went wrong; it is taken again.")]
    private partial void LogStepFailed(Exception e, CallId callId);

    [LoggerMessage(LogLevel.Error, "Dispatching calls went wrong; it is tried again.")]
    private partial void LogLoopFailed(Exception e);
}
