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

    private async Task<CallChange?> HappenAsync(
        CallId id, Func<Call, CallEvent?> what, NodeId? claimant, CancellationToken cancellationToken)
    {
        while (await store.FindAsync(id, cancellationToken) is { } call && what(call) is { } happened)
        {
            if (CallChange.Of(call, happened, QueueOf(call), clock.GetUtcNow()) is not { } change)
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

    private void Log(CallChange change)
    {
        var (before, after) = (change.Before, change.After);
        var offer = after.Offers.Count > 0 ? after.Offers[^1] : null;
        switch (before.State, after.State)
        {
            case (not CallState.Ended, CallState.Ended):
                LogEnded(after.Id, after.Outcome!.Value);
                break;
            case (CallState.Waiting, CallState.Ringing):
                LogRings(after.Id, offer!.Operator.Value, offer.RingsUntil);
                break;
            case (CallState.Ringing, CallState.Waiting):
                LogLapsed(after.Id, offer!.Operator.Value);
                break;
            case (CallState.Ringing, CallState.Connected):
                LogConnected(after.Id, after.Answer!.Operator.Value);
                break;
            case (CallState.Ringing, CallState.Ringing) when before.Answer is null && after.Answer is { } answer:
                LogAnswered(after.Id, answer.Operator.Value);
                break;
            case (CallState.Waiting, CallState.Waiting) when offer?.State == OfferState.Withdrawn && before.LiveOffers.Any():
                LogWithdrawn(after.Id, offer.Operator.Value);
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "Call {CallId} rings at {OperatorId} until {RingsUntil:O}.")]
    private partial void LogRings(CallId callId, string operatorId, DateTimeOffset? ringsUntil);

    [LoggerMessage(LogLevel.Information, "Call {CallId} was answered by {OperatorId}.")]
    private partial void LogAnswered(CallId callId, string operatorId);

    [LoggerMessage(LogLevel.Information, "Call {CallId} is connected with {OperatorId}.")]
    private partial void LogConnected(CallId callId, string operatorId);

    [LoggerMessage(LogLevel.Warning, "Call {CallId} was not answered by {OperatorId}; it waits again.")]
    private partial void LogLapsed(CallId callId, string operatorId);

    [LoggerMessage(LogLevel.Warning, "Call {CallId} could not be rung at {OperatorId}; it waits on.")]
    private partial void LogWithdrawn(CallId callId, string operatorId);

    [LoggerMessage(LogLevel.Information, "Call {CallId} ended: {Outcome}.")]
    private partial void LogEnded(CallId callId, CallOutcome outcome);
}
