using ContactCenter.Hosting.Nodes;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Writes down what happens to calls, and tells everybody who waits for it.</summary>
internal sealed partial class CallRecorder(
    ICallStore store,
    QueueBook queues,
    CallSignals signals,
    TimeProvider clock,
    ILogger<CallRecorder> logger)
{
    /// <summary>Told of every change that was written, after the commit.</summary>
    public event Action<CallChange>? Recorded;

    /// <summary>
    /// Lets something happen to a call as it is stored now, whoever else changes it at the same time. Returns the change,
    /// or null when there is no such call or the event came too late.
    /// </summary>
    public Task<CallChange?> HappenAsync(CallId id, Func<Call, CallEvent?> what, CancellationToken cancellationToken) =>
        HappenAsync(id, what, claimant: null, cancellationToken);

    public Task<CallChange?> HappenAsync(CallId id, CallEvent what, CancellationToken cancellationToken) =>
        HappenAsync(id, _ => what, claimant: null, cancellationToken);

    /// <summary>The same for what was found out in a step.</summary>
    /// <exception cref="OperationCanceledException">The call is no longer in the claimant's hands.</exception>
    public Task<CallChange?> HappenAsync(CallId id, CallEvent what, NodeId claimant, CancellationToken cancellationToken) =>
        HappenAsync(id, _ => what, claimant, cancellationToken);

    /// <summary>Settings of the call's queue; of the default one when its own was removed while the call waited.</summary>
    public QueueSettings QueueOf(Call call) => queues.Find(call.Queue) ?? queues.All[0];

    private QueueSettings QueueAfter(Call call, CallEvent happened) =>
        (happened is CallEvent.Overflowed overflowed ? queues.Find(overflowed.To) : null) ?? QueueOf(call);

    private async Task<CallChange?> HappenAsync(
        CallId id, Func<Call, CallEvent?> what, NodeId? claimant, CancellationToken cancellationToken)
    {
        while (await store.FindAsync(id, cancellationToken) is { } call && what(call) is { } happened)
        {
            if (CallChange.Of(call, happened, QueueAfter(call, happened), clock.GetUtcNow()) is not { } change)
            {
                return null;
            }

            switch (await store.ApplyAsync(change, claimant, cancellationToken))
            {
                case Written.Done:
                    Tell(change);
                    return change;
                case Written.NotOurs:
                    throw new OperationCanceledException($"Call {id} is in other hands.");
            }
        }

        return null;
    }

    /// <summary>Tells of a call that has just been placed.</summary>
    public void Welcome(Call call, DateTimeOffset now) => Recorded?.Invoke(CallChange.Placed(call, QueueOf(call), now));

    /// <summary>Tells of a call as it is, to whom it may have escaped.</summary>
    public void Remind(Call call) => Recorded?.Invoke(CallChange.None(call, QueueOf(call), clock.GetUtcNow()));

    /// <summary>Tells of a change that somebody else has written.</summary>
    public void Tell(CallChange change)
    {
        Log(change);
        signals.Changed(change.After.Id);
        Recorded?.Invoke(change);
    }
}
