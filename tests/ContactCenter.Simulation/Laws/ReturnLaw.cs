using ContactCenter.Operators;
using ContactCenter.Simulation.Store;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Laws;

/// <summary>About operators whom readings of a group find gone, and back: no automatic pause that began before outlasts that.</summary>
internal sealed class ReturnLaw(Lawbook laws, StoreState state, Agenda agenda)
{
    private readonly Dictionary<(string Group, OperatorId Id), long> _goneSince = [];
    private readonly Dictionary<OperatorId, (long GoneAt, long BackAt, DateTimeOffset PausedSince)> _back = [];

    /// <summary>A node has read the group.</summary>
    public void Read(string group, RosterWatch watch)
    {
        if (watch is not { Trouble: null, Latest: { } latest })
        {
            return;
        }

        foreach (var id in watch.Gone)
        {
            _goneSince.TryAdd((group, id), agenda.Now);
        }

        foreach (var one in latest.Operators.Where(one => one.Presence != Presence.Offline))
        {
            if (_goneSince.Remove((group, one.Id), out var gone) && state.Operators.GetValueOrDefault(one.Id)?.Pause is { IsAutomatic: true } pause)
            {
                _back[one.Id] = (gone, agenda.Now, pause.Since);
            }
        }
    }

    /// <param name="wellSince">Since when nothing keeps nodes from seeing to it; null: something does.</param>
    public void Look(long? wellSince, TimeSpan atMost)
    {
        foreach (var (id, back) in _back.ToList())
        {
            if (!(wellSince <= back.GoneAt) || state.Of(id).Pause is not { IsAutomatic: true } pause || pause.Since != back.PausedSince)
            {
                _back.Remove(id);
            }
            else if (agenda.Now - back.BackAt > atMost.Ticks)
            {
                laws.Break(Law.BackAgain, $"{id} has been back since {back.BackAt / 1e7:F1} and still has the pause of {pause.Since:O}");
            }
        }
    }
}
