using System.Collections.Concurrent;
using ContactCenter.Hosting;

namespace ContactCenter.Operators;

/// <summary>The latest reading of every followed group, by the name settings give it; case does not matter.</summary>
internal sealed class OperatorRoster
{
    private readonly ConcurrentDictionary<string, RosterWatch> _watches = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Bell> _bells = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Told that somebody waits for a group.</summary>
    public event Action<string>? Wanted;

    public RosterWatch Watch(string group) => _watches.GetValueOrDefault(group) ?? new RosterWatch();

    /// <summary>Somebody waits for this group now: read it without waiting for the leisurely interval.</summary>
    public void Want(string group)
    {
        BellOf(group).Ring();
        Wanted?.Invoke(group);
    }

    internal Bell BellOf(string group) => _bells.GetOrAdd(group, _ => new Bell());

    internal void Keep(string group, RosterWatch watch) => _watches[group] = watch;
}
