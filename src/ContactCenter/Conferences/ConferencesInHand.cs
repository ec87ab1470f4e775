using System.Collections.Concurrent;

namespace ContactCenter.Conferences;

/// <summary>
/// Conferences that this process is asking TrueConf Server about right now: making one and removing it must not overlap,
/// or a late "run" would ring a device after the "stop". Between nodes the ledger's claims see to that.
/// </summary>
internal sealed class ConferencesInHand
{
    private readonly ConcurrentDictionary<LedgerId, byte> _taken = new();

    public IReadOnlyCollection<LedgerId> All => [.. _taken.Keys];

    /// <summary>Takes the conference until disposed; null when it is in other hands.</summary>
    public IDisposable? TryTake(LedgerId id) => _taken.TryAdd(id, 0) ? new Hold(this, id) : null;

    /// <summary>Told whenever a conference is let go of.</summary>
    public event Action? Released;

    private sealed class Hold(ConferencesInHand all, LedgerId id) : IDisposable
    {
        public void Dispose()
        {
            all._taken.TryRemove(id, out _);
            all.Released?.Invoke();
        }
    }
}
