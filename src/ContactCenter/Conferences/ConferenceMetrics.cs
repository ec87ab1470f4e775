using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using ContactCenter.Hosting.Metrics;

namespace ContactCenter.Conferences;

/// <summary>The ledger and the janitor in figures.</summary>
internal sealed class ConferenceMetrics : ICountsOnScrape
{
    private readonly ILedgerCounts _counts;
    private readonly IConferenceLedger _ledger;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<OrphanReason, long> _found = new(Enum.GetValues<OrphanReason>().ToDictionary(why => why, _ => 0L));

    /// <summary>Orphans that could not be removed: a later sweep finds them again, which is no news.</summary>
    private readonly ConcurrentDictionary<ConferenceId, byte> _left = new();

    private LedgerCounts? _now;
    private int? _leftNow;

    public ConferenceMetrics(IMeterFactory meters, ILedgerCounts counts, IConferenceLedger ledger, Janitor janitor, TimeProvider clock)
    {
        (_counts, _ledger, _clock) = (counts, ledger, clock);
        janitor.Found += Found;
        var meter = meters.ProductsOwn();
        meter.CreateObservableCounter("contact_center.orphans", Orphans, description: "Conferences found that were ours and nobody's, by why.");
        meter.CreateObservableGauge(
            "contact_center.orphans_left", OrphansLeft, description: "Conferences that were ours and nobody's and cannot be removed yet.");
        meter.CreateObservableGauge("contact_center.conferences", Conferences, description: "Conferences in the ledger that are not gone.");
    }

    public async Task CountAsync(CancellationToken cancellationToken)
    {
        (_now, _leftNow) = (null, null);
        _leftNow = (await _ledger.LeftOrphansAsync(_clock.GetUtcNow(), cancellationToken)).Count;
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

    private IEnumerable<Measurement<int>> OrphansLeft() => _leftNow is { } left ? [new Measurement<int>(left)] : [];

    private IEnumerable<Measurement<int>> Conferences() => _now is not { } now ? [] :
    [
        In("intended", now.Intended),
        In("made", now.Made),
        In("condemned", now.Condemned),
        In("stuck", now.Stuck),
    ];

    private static Measurement<int> In(string state, int count) => new(count, new KeyValuePair<string, object?>("state", state));
}
