using ContactCenter.Calls;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation;

/// <summary>What happened in many worlds together: whether the laws had anything to look at.</summary>
internal sealed class Tally
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Add(Town town)
    {
        lock (_lock)
        {
            foreach (var outcome in Enum.GetValues<CallOutcome>())
            {
                Add($"calls {outcome}", town.Laws.Ended.GetValueOrDefault(outcome));
            }

            foreach (var orphan in town.Store.State.Orphans.GroupBy(orphan => orphan.Why))
            {
                Add($"orphans {orphan.Key}", orphan.Count());
            }

            Add("conferences made", town.Server.Conferences.Count);
            Add("conferences of others", town.Server.Conferences.Count(one => one.Ledger is null));
            Add("runs refused by the licence", town.Server.Refusals);
            Add("rings", town.Laws.Rings.Count);
            Add("taken over from the dead", town.Laws.Claims.TakenOver);
            Add("writes refused to who no longer had it in hand", town.Laws.Claims.Refused);
            Add("processes", town.Seats.Sum(seat => seat.Runs));
            Add("virtual hours", town.Agenda.Now / TimeSpan.TicksPerMillisecond);
            Add("steps", town.Agenda.Steps);
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            _counts["virtual hours"] /= (long)TimeSpan.FromHours(1).TotalMilliseconds;
            return string.Join("\n", _counts.Select(one => $"{one.Value,12:N0}  {one.Key}"));
        }
    }

    private void Add(string what, long count) => _counts[what] = _counts.GetValueOrDefault(what) + count;
}
