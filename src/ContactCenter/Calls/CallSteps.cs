using ContactCenter.Conferences;
using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Calls;

/// <summary>Takes the steps of a call until it rests: one after the other, but where several are asked at once, rings go on beside the rest.</summary>
/// <remarks>
/// What is under way for an offer remains due until its outcome is written, so the call does not come to rest, and is not
/// let go of, before.
/// </remarks>
internal sealed class CallSteps(ICallStore store, StepTaker taker, CallRecorder recorder, TimeProvider clock)
{
    private readonly WorkInHand<LedgerId> _rings = new();

    /// <summary>Waits until the rings are known to have come about or not, or until it may wait no longer.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) => _rings.FinishAsync(cancellationToken);

    /// <exception cref="OperationCanceledException">The call is no longer in this node's hands.</exception>
    public async Task TakeAsync(Call call, Membership mine, CancellationToken stoppingToken)
    {
        var rings = new Dictionary<LedgerId, Task>();
        try
        {
            while (!stoppingToken.IsCancellationRequested && await TakeNextAsync(call, rings, mine, stoppingToken) is { } next)
            {
                call = next;
            }
        }
        finally
        {
            // Otherwise what is still under way no longer matters to the call, or is found out about when it is taken up again.
            if (stoppingToken.IsCancellationRequested)
            {
                await Task.WhenAll(rings.Values);
            }
        }
    }

    /// <summary>The call as it is then, or null when it rests and is let go of.</summary>
    private async Task<Call?> TakeNextAsync(Call call, Dictionary<LedgerId, Task> rings, Membership mine, CancellationToken stoppingToken)
    {
        if (rings.FirstOrDefault(ring => ring.Value.IsCompleted) is { Value: { } finished, Key: var conference })
        {
            rings.Remove(conference);
            await finished;
            return await store.FindAsync(call.Id, CancellationToken.None);
        }

        var now = clock.GetUtcNow();
        var step = CallStep.For(call, recorder.QueueOf(call), now, mine.EnteredAt, rings.Keys);
        switch (step)
        {
            case CallStep.Ring ring when call.LiveOffers.Skip(1).Any():
                var underWay = TakeAsync(call, ring, mine);
                rings.Add(ring.Offer.Conference, underWay);
                _rings.TryBegin(ring.Offer.Conference, async () => await underWay.Quietly());
                return call;
            case CallStep.Rest rest when rings.Count > 0:
                await WaitAsync(rings.Values, rest.Until - now, recorder.QueueOf(call).RosterInterval, stoppingToken);
                return await store.FindAsync(call.Id, CancellationToken.None);
            default:
                return await TakeAsync(call, step, mine);
        }
    }

    private async Task<Call?> TakeAsync(Call call, CallStep step, Membership mine)
    {
        if (await taker.TakeAsync(call, step, recorder.QueueOf(call), mine) is not { } happened)
        {
            await store.ReleaseAsync(call.Id, mine.Id, CancellationToken.None);
            return null;
        }

        // A step in hand is finished even while the server stops, and what it found out is written down.
        return await recorder.HappenAsync(call.Id, happened, mine.Id, CancellationToken.None) switch
        {
            null => await store.FindAsync(call.Id, CancellationToken.None),
            { Rests: true } => null,
            var change => change.After,
        };
    }

    /// <summary>Until a ring is known to have come about or not, or something else may be due; others change the call meanwhile, too.</summary>
    private async Task WaitAsync(IEnumerable<Task> rings, TimeSpan pause, TimeSpan atMost, CancellationToken stoppingToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny([.. rings, Task.Delay(pause < atMost ? pause : atMost, clock, over.Token)]);
        over.Cancel();
    }
}
