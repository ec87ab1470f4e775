using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Does what a call needs next, and says what came of it. TrueConf's troubles become events here.</summary>
internal sealed partial class StepTaker(
    OfferRinger ringer,
    IConferenceServer server,
    ConferencesInHand inHand,
    OperatorRoster roster,
    NextQueue nextQueue,
    TimeProvider clock,
    ILogger<StepTaker> logger)
{
    /// <summary>How often the guest's link is tried for.</summary>
    private static readonly TimeSpan _linkInterval = TimeSpan.FromSeconds(1);

    /// <summary>The event that the step leads to; null when there was nothing to do after all.</summary>
    /// <exception cref="OperationCanceledException">The membership was lost meanwhile.</exception>
    public async Task<CallEvent?> TakeAsync(Call call, CallStep step, QueueSettings queue, Membership mine) => step switch
    {
        CallStep.Ring ring => await RingAsync(call, ring.Offer, queue, mine),
        CallStep.LookForAnswer look => await LookForAnswerAsync(look.Offer, queue, mine.Lost),
        CallStep.FetchLink fetch => await FetchLinkAsync(call, fetch.Offer, queue, mine.Lost),
        CallStep.LookIn look => await LookInAsync(look.Offer, queue, mine.Lost),
        CallStep.Overflow => nextQueue.Of(call, queue),
        CallStep.Happen happen => happen.Event,
        _ => null,
    };

    private async Task<CallEvent> RingAsync(Call call, Offer offer, QueueSettings queue, Membership mine)
    {
        using var hold = inHand.TryTake(offer.Conference);
        return hold is null
            ? new CallEvent.Delayed(offer.Conference, queue.RosterInterval, clock.GetUtcNow())
            : await ringer.RingAsync(call, offer, queue, mine);
    }

    private async Task<CallEvent> LookForAnswerAsync(Offer offer, QueueSettings queue, CancellationToken cancellationToken)
    {
        try
        {
            var there = await server.WhoIsThereAsync(offer.ConferenceId!.Value, offer.Operator, cancellationToken);
            return new CallEvent.LookedForAnswer(
                offer.Conference,
                Joined: there.Operator,
                Gone: roster.Watch(queue.Group).IsGone(offer.Operator),
                queue.RosterInterval,
                clock.GetUtcNow());
        }
        catch (TrueConfException trouble)
        {
            // In an outage the operator may have answered unseen: look once more for as long as a ring lasts. A refusal will stay one.
            LogNotSeen(offer.Operator.Value, trouble.Message);
            var now = clock.GetUtcNow();
            var outage = trouble.Failure is TrueConfFailure.Unknown or TrueConfFailure.NotSent;
            return outage && now < offer.RingsUntil + queue.RingTimeout
                ? new CallEvent.Delayed(offer.Conference, queue.RosterInterval, now)
                : new CallEvent.LookedForAnswer(offer.Conference, Joined: false, Gone: false, queue.RosterInterval, now);
        }
    }

    private async Task<CallEvent> FetchLinkAsync(Call call, Offer offer, QueueSettings queue, CancellationToken cancellationToken)
    {
        try
        {
            var link = await server.GuestLinkAsync(offer.ConferenceId!.Value, call.Guest.Name ?? "", cancellationToken);
            if (link is not null)
            {
                return new CallEvent.Connected(offer.Conference, link.AbsoluteUri, queue.SoloLimit / 3, clock.GetUtcNow());
            }

            LogNoLink(call.Id, "the server offers no WebRTC client for guests (guest licence?)");
        }
        catch (TrueConfException trouble)
        {
            LogNoLink(call.Id, trouble.Message);
        }

        // Only an attempt that was in vain may end it: time in which the server was down does not count.
        var now = clock.GetUtcNow();
        return now < call.AnsweredAt + CallStep.LinkPatience
            ? new CallEvent.Delayed(offer.Conference, _linkInterval, now)
            : new CallEvent.Failed(now);
    }

    private async Task<CallEvent> LookInAsync(Offer offer, QueueSettings queue, CancellationToken cancellationToken)
    {
        try
        {
            var there = await server.WhoIsThereAsync(offer.ConferenceId!.Value, offer.Operator, cancellationToken);
            return new CallEvent.LookedIn(there, queue.SoloLimit, queue.SoloLimit / 3, clock.GetUtcNow());
        }
        catch (TrueConfException trouble)
        {
            LogNotSeen(offer.Operator.Value, trouble.Message);
            return new CallEvent.NotSeen(queue.SoloLimit / 3, clock.GetUtcNow());
        }
    }

    [LoggerMessage(LogLevel.Debug, "Whether {OperatorId} is in the conference is not known just now: {Trouble}")]
    private partial void LogNotSeen(string operatorId, string trouble);

    [LoggerMessage(LogLevel.Warning, "Call {CallId} was answered, but has no guest link yet: {Trouble}")]
    private partial void LogNoLink(CallId callId, string trouble);
}
