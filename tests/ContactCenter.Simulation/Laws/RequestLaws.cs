using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Simulation.Store;
using ContactCenter.Simulation.TrueConf;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Laws;

/// <summary>About what is asked of TrueConf Server, and when it arrives there.</summary>
internal sealed class RequestLaws(Lawbook laws, StoreState state, Agenda agenda, TimeSpan rosterInterval)
{
    /// <summary>From the answer that somebody is free to the request to ring: the store is asked once in between.</summary>
    private static readonly TimeSpan _directly = TimeSpan.FromSeconds(0.3);

    private readonly HashSet<LedgerId> _created = [];

    /// <summary>Since when neither the store nor a process was so slow that "directly before" means nothing.</summary>
    public Func<Process, long>? QuickSince { get; set; }

    public void Create(Process process, LedgerId ledger)
    {
        if (!_created.Add(ledger))
        {
            laws.Break(Law.CreateOnce, $"{process.Name} asks to create {ledger} again");
        }

        Holds(process, ledger, "create");
    }

    /// <summary>Returns what allowed the run.</summary>
    public PresenceRead? Run(Process process, ConferenceId id, PresenceRead? read)
    {
        if (state.Ledger.Values.FirstOrDefault(row => row.Entry.Conference == id) is { } row)
        {
            Holds(process, row.Entry.Id, "run");
        }

        if (read is not null && agenda.Now - read.ReadAt > (rosterInterval + _directly).Ticks && QuickSince?.Invoke(process) < read.ReadAt)
        {
            laws.Break(Law.RungWhileFree, $"{process.Name} asks to run {id} {(agenda.Now - read.ReadAt) / 1e7:F1} s after it asked for the presence");
        }

        return read;
    }

    public void RunArrived(PresenceRead? read, Conference conference, Device device)
    {
        // The answer was true of its moment: whoever is not free now has changed since then, which nobody could know.
        if (!conference.Running && !device.IsFree && read is not { Presence: Presence.Available })
        {
            laws.Break(Law.RungWhileFree, $"conference {conference.Id} is run while {device.Id} is not free; presence read: {read}");
        }
    }

    public void Touched(Process process, string what, Conference? conference)
    {
        if (conference is not null && conference.Installation != NodesLine.Ours)
        {
            laws.Break(Law.OthersUntouched, $"{process.Name} asks to {what} conference {conference.Id} of {conference.Installation?.Value ?? "somebody"}");
        }
    }

    private void Holds(Process process, LedgerId id, string what)
    {
        if (!laws.Claims.IsHeldBy(process, state.Ledger.GetValueOrDefault(id)?.ClaimedBy))
        {
            laws.Break(Law.RunByHolder, $"{process.Name} asks to {what} {id}, which is in the hands of {laws.Claims.NameOf(state.Ledger.GetValueOrDefault(id)?.ClaimedBy)}");
        }
    }
}
