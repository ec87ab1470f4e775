using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Brings calls that wait in a queue which settings no longer have into the default one, with their age.</summary>
internal sealed class LostQueues(ICallStore store, CallRecorder recorder, QueueBook queues, TimeProvider clock)
{
    private const int _movedAtOnce = 100;

    /// <summary>At first too: the settings may have been edited while the server was not up.</summary>
    private volatile bool _noted = true;

    /// <summary>A queue may have gone, with calls in it.</summary>
    public void Note() => _noted = true;

    /// <summary>A call that had an operator while its queue went comes back to none.</summary>
    public void Note(Call call)
    {
        if (call.State == CallState.Waiting && queues.Find(call.Queue) is null)
        {
            Note();
        }
    }

    /// <summary>Sees to what was noted. What fails is seen to the next time.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        while (_noted)
        {
            _noted = false;
            try
            {
                await MoveAsync(cancellationToken);
            }
            catch
            {
                Note();
                throw;
            }
        }
    }

    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        var lost = await store.WaitingOutsideAsync([.. queues.All.Select(queue => queue.Name)], _movedAtOnce, cancellationToken);
        foreach (var id in lost)
        {
            await recorder.HappenAsync(
                id, call => queues.Find(call.Queue) is null ? new CallEvent.Moved(queues.All[0].Name, clock.GetUtcNow()) : null, cancellationToken);
        }

        if (lost.Count == _movedAtOnce)
        {
            Note();
        }
    }
}
