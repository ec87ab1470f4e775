using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using ContactCenter.Hosting.Metrics;

namespace ContactCenter.Conferences;

/// <summary>The ledger and the janitor in figures.</summary>
internal sealed class ConferenceMetrics : ICountsOnScrape
{
    private readonly ILedgerCounts _counts;
    private readonly ConcurrentDictionary<OrphanReason, long> _found = new(Enum.GetValues<OrphanReason>().ToDictionary(why => why, _ => 0L));

    /// <summary>Orphans that could not be removed: a later sweep finds them again, which is no news.</summary>
    private readonly ConcurrentDictionary<ConferenceId, byte> _left = new();

    private LedgerCounts? _now;

    public ConferenceMetrics(IMeterFactory meters, ILedgerCounts counts, Janitor janitor)
    {
        _counts = counts;
        janitor.Found += Found;
        var meter = meters.ProductsOwn();
        meter.CreateObservableCounter("contact_center.orphans", Orphans, description: "Conferences found that were ours and nobody's, by why.");
        meter.CreateObservableGauge("contact_center.conferences", Conferences, description: "Conferences in the ledger that are not gone.");
    }

    public async Task CountAsync(CancellationToken cancellationToken)
    {
        _now = null;
        _now = await _counts.CountAsync(LedgerHealthCheck.StuckAfter, cancellationToken);
    }

    private void Found(Orphan orphan)
    {
        if (_left.TryAdd(orphan.Conference, 0))
        {
            _found.AddOrUpdate(orphan.Why, 1, (_, count) => count + 1);
        }

        if (orphan.RemovedAt is not null)
        {
            _left.TryRemove(orphan.Conference, out _);
        }
    }

    private IEnumerable<Measurement<long>> Orphans() =>
        from found in _found
        select new Measurement<long>(found.Value, new KeyValuePair<string, object?>("why", JsonNamingPolicy.CamelCase.ConvertName(found.Key.ToString())));

    private IEnumerable<Measurement<int>> Conferences() => _now is not { } now ? [] :
    [
        In("intended", now.Intended),
        In("made", now.Made),
        In("condemned", now.Condemned),
        In("stuck", now.Stuck),
    ];

    private static Measurement<int> In(string state, int count) => new(count, new KeyValuePair<string, object?>("state", state));
}
