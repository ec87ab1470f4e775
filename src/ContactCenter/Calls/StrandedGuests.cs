using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Calls;

/// <summary>Tells calls that their guest's node is no more. Any node does it; it does no harm twice.</summary>
internal sealed class StrandedGuests(ICallStore store, CallRecorder recorder, INodeRegistry registry, Node node, TimeProvider clock)
{
    /// <summary>Also without a known death: a node may have been forgotten while a guest was just coming to it.</summary>
    private static readonly TimeSpan _lookAnyway = TimeSpan.FromMinutes(1);

    private DateTimeOffset _lookedAt;

    public bool IsDue => Dead().Any() || clock.GetUtcNow() >= _lookedAt + _lookAnyway;

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        _lookedAt = clock.GetUtcNow();
        var dead = Dead().ToList();
        foreach (var (call, gone) in await store.StrandedAsync(GuestPresence.Hold, cancellationToken))
        {
            await recorder.HappenAsync(call, new CallEvent.Detached(gone, LastSeenBy(gone)), cancellationToken);
        }

        foreach (var one in dead)
        {
            await registry.ForgetAsync(one, cancellationToken);
        }
    }

    /// <summary>Dead for long enough that its guests, too, count as away: they were on the line until its last sign of life.</summary>
    private IEnumerable<NodeId> Dead()
    {
        var now = clock.GetUtcNow();
        return from one in node.Sights
               where !one.IsAlive && one.SeenAt + GuestPresence.Hold <= now && one.Id != node.Present.Id
               select one.Id;
    }

    /// <summary>Time in which nobody was there to come back to does not count, nor what is not known.</summary>
    private DateTimeOffset LastSeenBy(IReadOnlyList<NodeId> gone) =>
        gone.All(id => node.Sights.Any(one => one.Id == id))
            ? node.Sights.Where(one => gone.Contains(one.Id)).Select(one => one.SeenAt).Append(node.Present.EnteredAt).Max()
            : clock.GetUtcNow();
}
