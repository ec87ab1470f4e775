namespace ContactCenter.Simulation.World;

/// <summary>One run of one server process: the context to which all its work keeps. It can be frozen, and it can die.</summary>
internal sealed class Process(Agenda agenda, string name) : SynchronizationContext
{
    private readonly List<Agenda.Item> _held = [];

    public string Name { get; } = name;

    /// <summary>Nothing of it ever runs again.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Nothing of it runs now.</summary>
    public bool IsFrozen { get; private set; }

    public bool Runs => !IsDead && !IsFrozen;

    public void Die()
    {
        IsDead = true;
        _held.Clear();
    }

    public void Freeze() => IsFrozen = true;

    public void Thaw()
    {
        IsFrozen = false;
        foreach (var item in _held.Where(item => !item.Cancelled))
        {
            agenda.Again(item);
        }

        _held.Clear();
    }

    /// <summary>Lets a piece of the process's work begin.</summary>
    public void Begin(Action act, TimeSpan delay = default) => agenda.In(delay, act, this);

    public override void Post(SendOrPostCallback d, object? state) => agenda.At(agenda.Now, d, state, this);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing here waits for another.");

    public override SynchronizationContext CreateCopy() => this;

    internal void Run(Agenda.Item item)
    {
        if (IsDead)
        {
            return;
        }

        if (IsFrozen)
        {
            _held.Add(item);
            return;
        }

        SetSynchronizationContext(this);
        item.Act(item.State);
    }
}
