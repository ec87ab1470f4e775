using ContactCenter.Operators;

namespace ContactCenter.Simulation.TrueConf;

/// <summary>An operator's devices, as TrueConf Server sees them: signed in, ringing, talking.</summary>
internal sealed class Device(OperatorId id, string name)
{
    private readonly List<(long At, Presence Presence)> _past = [];

    public OperatorId Id { get; } = id;
    public string Name { get; } = name;
    public bool Online { get; set; }

    /// <summary>In a call that is none of ours.</summary>
    public bool Elsewhere { get; set; }
    public Conference? In { get; set; }
    public List<Conference> Ringing { get; } = [];

    /// <summary>What is so, whatever the server reports.</summary>
    public bool IsFree => Online && !Elsewhere && In is null && Ringing.Count == 0;

    public void Note(long now, bool busyWhileRinging)
    {
        var presence = !Online ? Presence.Offline
            : Elsewhere || In is not null || (busyWhileRinging && Ringing.Count > 0) ? Presence.Busy
            : Presence.Available;
        if (_past.Count == 0 || _past[^1].Presence != presence)
        {
            _past.Add((now, presence));
        }
    }

    public Presence PresenceAt(long moment)
    {
        for (var i = _past.Count - 1; i >= 0; i--)
        {
            if (_past[i].At <= moment)
            {
                return _past[i].Presence;
            }
        }

        return Presence.Offline;
    }
}
