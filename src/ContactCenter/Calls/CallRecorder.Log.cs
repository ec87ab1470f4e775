namespace ContactCenter.Calls;

internal sealed partial class CallRecorder
{
    private void Log(CallChange change)
    {
        var (before, after) = (change.Before, change.After);
        foreach (var offer in after.Offers)
        {
            if (before.Offers.FirstOrDefault(earlier => earlier.Conference == offer.Conference)?.State != offer.State)
            {
                Log(after, offer);
            }
        }

        switch (before.State, after.State)
        {
            case (not CallState.Ended, CallState.Ended):
                LogEnded(after.Id, after.Outcome!.Value);
                break;
            case (CallState.Ringing, CallState.Connected):
                LogConnected(after.Id, after.Answer!.Operator.Value);
                break;
            case (CallState.Waiting, CallState.Waiting) when before.Queue != after.Queue:
                LogTakenOver(after.Id, before.Queue, after.Queue);
                break;
        }
    }

    private void Log(Call call, Offer offer)
    {
        var id = offer.Operator.Value;
        switch (offer.State)
        {
            case OfferState.Ringing:
                LogRings(call.Id, id, offer.RingsUntil);
                break;
            case OfferState.Answered:
                LogAnswered(call.Id, id);
                break;
            case OfferState.Lapsed:
                LogLapsed(call.Id, id);
                break;
            case OfferState.Withdrawn:
                LogWithdrawn(call.Id, id);
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "Call {CallId} rings at {OperatorId} until {RingsUntil:O}.")]
    private partial void LogRings(CallId callId, string operatorId, DateTimeOffset? ringsUntil);

    [LoggerMessage(LogLevel.Information, "Call {CallId} was answered by {OperatorId}.")]
    private partial void LogAnswered(CallId callId, string operatorId);

    [LoggerMessage(LogLevel.Information, "Call {CallId} is connected with {OperatorId}.")]
    private partial void LogConnected(CallId callId, string operatorId);

    [LoggerMessage(LogLevel.Warning, "Call {CallId} was not answered by {OperatorId}; it goes on without.")]
    private partial void LogLapsed(CallId callId, string operatorId);

    [LoggerMessage(LogLevel.Warning, "Call {CallId} could not be rung at {OperatorId}; it goes on without.")]
    private partial void LogWithdrawn(CallId callId, string operatorId);

    [LoggerMessage(LogLevel.Information, "Call {CallId} is no longer in queue {Queue}; {Other} has taken it over.")]
    private partial void LogTakenOver(CallId callId, string queue, string other);

    [LoggerMessage(LogLevel.Information, "Call {CallId} ended: {Outcome}.")]
    private partial void LogEnded(CallId callId, CallOutcome outcome);
}
