using ContactCenter.Conferences;
using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>What a guest can do with a call.</summary>
internal sealed partial class Switchboard(
    ICallStore store,
    CallRecorder recorder,
    IConferenceServer server,
    GuestPresence presence,
    Node node,
    Identities identities,
    TimeProvider clock,
    ILogger<Switchboard> logger)
{
    /// <summary>Puts a new call into the queue. Once this returns, a crash does not lose it.</summary>
    public async Task<Placement> PlaceAsync(NewCall wish, QueueSettings queue, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        CallId? arrived = null;
        Placement placement;
        try
        {
            placement = await store.PlaceAsync(Arrive, key, queue.QueueLimit, cancellationToken);
        }
        catch (Exception e) when (e is IPassingTrouble && arrived is not null)
        {
            // It may have been written all the same. The guest, who is told that it was not, must not wait in it for ever.
            presence.Expect(arrived.Value);
            throw;
        }

        if (placement is Placement.Placed { Call: var placed })
        {
            LogPlaced(placed.Id, placed.Queue);
            recorder.Welcome(placed, placed.ArrivedAt);
        }

        return placement;

        (Call Call, DateTimeOffset DueAt) Arrive()
        {
            var now = clock.GetUtcNow();
            arrived = new CallId(identities.Next(now));
            var call = wish.ToCall(arrived.Value, queue, now) with { Nodes = [node.Present.Id] };
            return (call, CallStep.DueAt(call, queue, now));
        }
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
