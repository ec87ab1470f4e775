using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Makes an offer's conference and starts it, so that the operator's device rings; or finds out how far that got.</summary>
internal sealed partial class OfferRinger(
    IConferenceServer server,
    IOperatorDirectory directory,
    IConferenceLedger ledger,
    ICallStore store,
    TimeProvider clock,
    ILogger<OfferRinger> logger)
{
    /// <summary>What an operator reads when the site did not say who calls.</summary>
    private const string _nameless = "Guest";

    private readonly RefusedRings _refused = new();

    /// <summary>What came of it: rings, withdrawn, or not to be known just now.</summary>
    public async Task<CallEvent> RingAsync(Call call, Offer offer, QueueSettings queue, Membership mine)
    {
        try
        {
            return await ledger.BeginAsync(offer.Conference, mine.Id, clock.GetUtcNow(), CancellationToken.None) is { } entry
                ? await RingAsync(call, offer, entry, queue, mine)
                : NotKnown(offer, queue);
        }
        catch (TrueConfException trouble)
        {
            // It could not even be looked at. A device may be ringing: ask again, but not for ever.
            LogNotKnown(call.Id, offer.Operator.Value, trouble.Message);
            return NotKnown(offer, queue);
        }
        finally
        {
            if (mine.IsHeld)
            {
                await ledger.ReleaseAsync(offer.Conference, mine.Id, CancellationToken.None);
            }
        }
    }

    private async Task<CallEvent> RingAsync(Call call, Offer offer, LedgerEntry entry, QueueSettings queue, Membership mine)
    {
        var (conference, presence) = entry.BegunAt is null
            ? await MakeAsync(call, offer, queue, mine)
            : (await FindAsync(offer, mine.Lost), null);
        return conference switch
        {
            null => Withdrawn(offer),
            { Running: true } => Rang(offer, conference.Id, queue),
            _ => await RunAsync(call, offer, conference.Id, presence, queue, mine),
        };
    }

    /// <summary>Creates the conference and, beside it, asks whether the operator is still free.</summary>
    private async Task<(ListedConference?, Presence?)> MakeAsync(
        Call call, Offer offer, QueueSettings queue, Membership mine)
    {
        var topic = ConferenceTopic.Of(queue.Topic, call.Guest.Name ?? _nameless, queue.Title);
        var plan = new ConferencePlan(offer.Conference, offer.Operator, topic, call.Recorded, queue.GuestRights);
        var presence = PresenceAsync(offer, mine.Lost);
        var began = clock.GetTimestamp();
        try
        {
            mine.ThrowUnlessHeld();
            var id = await server.CreateAsync(plan, mine.Lost);
            await ledger.RecordAsync(offer.Conference, id, CancellationToken.None);
            var known = await presence;

            // What was seen before a slow create is not "directly before the run": it is asked again then.
            return (
                new ListedConference(id, Running: false, Installation: null, offer.Conference),
                clock.GetElapsedTime(began) <= queue.RosterInterval ? known : null);
        }
        catch (TrueConfException unknown) when (unknown.OutcomeUnknown)
        {
            LogNotKnown(call.Id, offer.Operator.Value, unknown.Message);
            await presence;

            // That took its time; so the presence is asked again, too.
            return (await FindAsync(offer, mine.Lost), null);
        }
        catch (TrueConfException refusal)
        {
            LogNotMade(call.Id, offer.Operator.Value, refusal.Message);

            // What this teaches is known before its place is free for the next.
            await RefusedAsync(offer, refusal, await presence, queue, mine.Lost);
            await ledger.NeverMadeAsync(offer.Conference, mine.Id, clock.GetUtcNow(), CancellationToken.None);
            return (null, null);
        }
    }

    /// <summary>Rings, if the operator is free this very moment and the guest still there.</summary>
    private async Task<CallEvent> RunAsync(
        Call call, Offer offer, ConferenceId conference, Presence? presence, QueueSettings queue, Membership mine)
    {
        presence ??= await directory.ReadPresenceAsync(offer.Operator, mine.Lost);
        if (presence != Presence.Available)
        {
            // The group's list may say otherwise for a while; until it has caught up nobody is asked in vain.
            await store.RestAsync(offer.Operator, clock.GetUtcNow() + (3 * queue.RosterInterval), mine.Lost);
            return Withdrawn(offer);
        }

        if (!await IsStillWantedAsync(call, offer, mine.Lost))
        {
            return Withdrawn(offer);
        }

        try
        {
            mine.ThrowUnlessHeld();
            await server.RunAsync(conference, mine.Lost);
            _refused.Rang(offer.Operator);
            return Rang(offer, conference, queue);
        }
        catch (TrueConfException unknown) when (unknown.OutcomeUnknown)
        {
            LogNotKnown(call.Id, offer.Operator.Value, unknown.Message);
            return await FindAsync(offer, mine.Lost) is { Running: true } ? Rang(offer, conference, queue) : Withdrawn(offer);
        }
        catch (TrueConfException refusal)
        {
            LogNotMade(call.Id, offer.Operator.Value, refusal.Message);
            await RefusedAsync(offer, refusal, presence, queue, mine.Lost);
            return Withdrawn(offer);
        }
    }

    private async Task<bool> IsStillWantedAsync(Call call, Offer offer, CancellationToken cancellationToken) =>
        await store.FindAsync(call.Id, cancellationToken) is { } now && now.LiveOffers.Any(live => live.Conference == offer.Conference);

    private async Task<ListedConference?> FindAsync(Offer offer, CancellationToken cancellationToken)
    {
        var found = await server.FindAsync(offer.Conference, cancellationToken);
        if (found is not null)
        {
            await ledger.RecordAsync(offer.Conference, found.Id, CancellationToken.None);
        }

        return found;
    }

    /// <summary>The presence, or null when it could not be read: then it is asked once more before the ring.</summary>
    private async Task<Presence?> PresenceAsync(Offer offer, CancellationToken cancellationToken)
    {
        try
        {
            return await directory.ReadPresenceAsync(offer.Operator, cancellationToken);
        }
        catch (TrueConfException)
        {
            return null;
        }
    }

    /// <summary>What the server refuses for this operator now it will refuse in a moment too: let others be asked.</summary>
    private async Task RefusedAsync(
        Offer offer, TrueConfException refusal, Presence? presence, QueueSettings queue, CancellationToken cancellationToken)
    {
        var rest = refusal.Failure switch
        {
            TrueConfFailure.NotSent => TimeSpan.Zero,
            TrueConfFailure.Refused when presence == Presence.Available => await LearnAsync(offer, queue, cancellationToken),
            _ => queue.RetryDelay,
        };
        if (rest > TimeSpan.Zero)
        {
            await store.RestAsync(offer.Operator, clock.GetUtcNow() + rest, cancellationToken);
        }
    }

    /// <summary>
    /// For an operator who is free: it may be one conference more than the licence allows, which the server does not say.
    /// Then the ledger learns it, and there is no need to rest. Where none of ours runs it is taken for this operator's
    /// trouble until another one is refused, too. Returns how long the operator rests all the same.
    /// </summary>
    private async Task<TimeSpan> LearnAsync(Offer offer, QueueSettings queue, CancellationToken cancellationToken)
    {
        if (_refused.Refused(offer.Operator) is not { } limit)
        {
            return queue.RetryDelay;
        }

        var now = clock.GetUtcNow();
        var untilWhenAlone = limit.IsShared ? now + queue.RetryDelay : now;
        var others = await ledger.LimitReachedAsync(offer.Conference, now + limit.Holds, untilWhenAlone, cancellationToken);
        return (others, limit) switch
        {
            (0, { IsShared: false }) => queue.RetryDelay,
            (0, { IsRepeated: true }) => queue.RetryDelay * 2,
            (_, { IsRepeated: true }) => limit.Holds + queue.RetryDelay,
            _ => TimeSpan.Zero,
        };
    }

    private CallEvent NotKnown(Offer offer, QueueSettings queue)
    {
        var now = clock.GetUtcNow();
        return now >= offer.OfferedAt + queue.RingTimeout
            ? new CallEvent.Withdrawn(offer.Conference, now)
            : new CallEvent.Delayed(offer.Conference, queue.RosterInterval, now);
    }

    private CallEvent.Rang Rang(Offer offer, ConferenceId conference, QueueSettings queue) =>
        new(offer.Conference, conference, queue.RingTimeout, clock.GetUtcNow());

    private CallEvent.Withdrawn Withdrawn(Offer offer) => new(offer.Conference, clock.GetUtcNow());

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: whether {OperatorId} is being rung is not known, and is looked for: {Trouble}")]
    private partial void LogNotKnown(CallId callId, string operatorId, string trouble);

    [LoggerMessage(LogLevel.Warning, "Call {CallId}: {OperatorId} cannot be rung: {Trouble}")]
    private partial void LogNotMade(CallId callId, string operatorId, string trouble);
}
