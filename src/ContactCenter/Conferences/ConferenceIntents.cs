using System.Collections.Concurrent;

namespace ContactCenter.Conferences;

/// <summary>
/// Intents of this process that nobody has begun to carry out: only for these is it certain that TrueConf Server was
/// never asked. After a crash none is left, and every intent found in the store is looked for first.
/// </summary>
internal sealed class ConferenceIntents
{
    private readonly ConcurrentDictionary<LedgerId, byte> _untouched = new();

    public LedgerId New(DateTimeOffset now)
    {
        var id = LedgerId.New(now);
        _untouched[id] = 0;
        return id;
    }

    /// <summary>True once for each intent: whoever gets it may ask TrueConf Server to create.</summary>
    public bool Begin(LedgerId id) => _untouched.TryRemove(id, out _);
}
