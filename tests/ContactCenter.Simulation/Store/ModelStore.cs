using ContactCenter.Calls;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Simulation.Laws;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Store;

/// <summary>The one database of a world: how it is doing, and who listens to it.</summary>
internal sealed class ModelStore(Agenda agenda, StoreState state, Lawbook laws, Chance chance, History? history)
{
    private readonly List<(Process Process, Action<NodeSignal> Told)> _listeners = [];
    private readonly Dictionary<string, long> _turns = [];

    public StoreState State { get; } = state;
    public Lawbook Laws { get; } = laws;
    public Agenda Agenda { get; } = agenda;
    public History? History { get; } = history;

    /// <summary>Nobody gets through to it until then.</summary>
    public long AwayUntil { get; set; }

    /// <summary>Answers get lost until then, before or after the commit.</summary>
    public long FlakyUntil { get; set; }

    /// <summary>It is slow until then.</summary>
    public long SlowUntil { get; set; }

    /// <summary>Who writes waits for others' locks until then.</summary>
    public long LockedUntil { get; set; }

    /// <summary>Signals get lost until then.</summary>
    public long DeafUntil { get; set; }

    public bool IsWell => Agenda.Now >= Math.Max(Math.Max(AwayUntil, FlakyUntil), Math.Max(Math.Max(SlowUntil, LockedUntil), DeafUntil));

    public bool IsAway => Agenda.Now < AwayUntil;

    public void Heal() => AwayUntil = FlakyUntil = SlowUntil = LockedUntil = DeafUntil = Agenda.Now;

    public void Listen(Process process, Action<NodeSignal> told)
    {
        _listeners.RemoveAll(one => one.Process.IsDead);
        _listeners.Add((process, told));
    }

    /// <summary>Tells every node, each after a moment of its own; some are not told at all.</summary>
    public void Tell(NodeSignal signal)
    {
        if (State.IsEmbedded)
        {
            return;
        }

        foreach (var (process, told) in _listeners)
        {
            if (!process.IsDead && (Agenda.Now >= DeafUntil || !chance.Hits(0.5)))
            {
                process.Begin(() => told(signal), chance.Seconds(0.0005, 0.01));
            }
        }
    }

    public void Changed(CallId id) => Tell(new NodeSignal(NodeSignalKind.Call, id.ToString()));

    /// <summary>Until when a group is being matched: the lock that the transaction takes.</summary>
    public Dictionary<string, long> Turns => _turns;
}
