using ContactCenter.Conferences;
using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>What a guest can do with a call.</summary>
internal sealed partial class Switchboard(
    ICallStore store,
    Reception reception,
    QueueBook queues,
    CallRecorder recorder,
    IConferenceServer server,
    GuestPresence presence,
    Node node,
    Identities identities,
    TimeProvider clock,
    ILogger<Switchboard> logger)
{
    /// <summary>Puts a new call into the queue, or into the one that takes over for it. Once this returns, a crash does not lose it.</summary>
    public async Task<Placement> PlaceAsync(NewCall wish, QueueSettings queue, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var landing = Landing.Of(wish, queue, queues);
        if (reception.Refusal(landing.Asked) is { } closure)
        {
            return await RepeatAsync(wish, landing, key, cancellationToken) ?? new Placement.TurnedAway(closure);
        }

        landing = await reception.WelcomeAsync(landing, wish, cancellationToken);
        Placement placement = new Placement.QueueFull();
        foreach (var door in reception.Doors(landing.Asked))
        {
            placement = await PlaceAsync(wish, reception.In(landing, door), key, reception.LimitOf(door), cancellationToken);
            if (placement is not Placement.QueueFull)
            {
                break;
            }
        }

        return placement;
    }

    /// <summary>A call that was placed before with this key lives on whatever the queue has become; null when there is none.</summary>
    private async Task<Placement?> RepeatAsync(NewCall wish, Landing landing, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        // Into a queue of no places nothing gets in: all that is found out is what the key stands for.
        var placement = key is null ? null : await PlaceAsync(wish, landing, key, queueLimit: 0, cancellationToken);
        return placement is Placement.QueueFull ? null : placement;
    }

    private async Task<Placement> PlaceAsync(
        NewCall wish, Landing landing, IdempotencyKey? key, int? queueLimit, CancellationToken cancellationToken)
    {
        Call? arrived = null;
        try
        {
            return Tell(await store.PlaceAsync(Arrive, key, queueLimit, cancellationToken));
        }
        catch when (arrived is not null)
        {
            // It may have been written all the same. The guest, who is told that it was not, must not wait in it for ever.
            presence.Expect(arrived);
            throw;
        }

        (Call Call, DateTimeOffset DueAt) Arrive()
        {
            var now = clock.GetUtcNow();
            var call = landing.ToCall(wish, new CallId(identities.Next(now)), now) with { Nodes = [node.Present.Id] };
            arrived = call;
            return (call, CallStep.DueAt(call, landing.Queue, now));
        }
    }

    private Placement Tell(Placement placement)
    {
        switch (placement)
        {
            case Placement.Placed { Call: var placed }:
                LogPlaced(placed.Id, placed.Queue);
                recorder.Welcome(placed, placed.ArrivedAt);
                break;
            case Placement.Repeated { Call: var known }:
                // Whoever placed it may have died, or not have heard that it did: then nobody was told that it waits.
                recorder.Remind(known);
                break;
        }

        return placement;
    }

    public Task<Call?> FindAsync(CallId id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    /// <summary>The guest hangs up or stops waiting. Harmless when the call has ended.</summary>
    public Task HangUpAsync(CallId id, CancellationToken cancellationToken) =>
        recorder.HappenAsync(id, new CallEvent.HungUp(clock.GetUtcNow()), cancellationToken);

    /// <summary>TrueConf's page in the guest's browser has closed. Harmless unless it was the conversation's latest.</summary>
    public Task PageClosedAsync(CallId id, int? leg, bool refused, CancellationToken cancellationToken) =>
        recorder.HappenAsync(id, new CallEvent.PageClosed(leg, refused, clock.GetUtcNow()), cancellationToken);

    /// <summary>A fresh link into the running conversation; null when there is none. Throws when TrueConf cannot give one.</summary>
    public async Task<Call?> JoinAsync(CallId id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { State: CallState.Connected, Answer.ConferenceId: { } conference } call)
        {
            return null;
        }

        var link = await server.GuestLinkAsync(conference, call.Guest.Name ?? "", cancellationToken)
            ?? throw new GuestLinkUnavailableException();
        return (await recorder.HappenAsync(id, new CallEvent.Rejoined(link.AbsoluteUri, clock.GetUtcNow()), cancellationToken))?.After;
    }

    [LoggerMessage(LogLevel.Information, "Call {CallId} was placed in queue {Queue}.")]
    private partial void LogPlaced(CallId callId, string queue);
}

/// <summary>TrueConf Server offers guests no WebRTC client: its guest licence is missing.</summary>
internal sealed class GuestLinkUnavailableException() : Exception("TrueConf Server offers no WebRTC client for guests.");
