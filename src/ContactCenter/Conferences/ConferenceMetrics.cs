using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ContactCenter.Hosting.Metrics;

namespace ContactCenter.Conferences;

/// <summary>The ledger and the janitor in figures.</summary>
internal sealed class ConferenceMetrics : ICountsOnScrape
{
    public const string UnknownToLedger = "unknown to the ledger";
    public const string GoneByLedger = "gone by the ledger";

    private readonly ILedgerCounts _counts;
    private readonly ConcurrentDictionary<string, long> _orphans = new([new(UnknownToLedger, 0), new(GoneByLedger, 0)]);
    private LedgerCounts? _now;

    public ConferenceMetrics(IMeterFactory meters, ILedgerCounts counts)
    {
        _counts = counts;
        var meter = meters.ProductsOwn();
        meter.CreateObservableCounter("contact_center.orphans", Orphans, description: "Conferences found that were ours and nobody's, by why.");
        meter.CreateObservableGauge("contact_center.conferences", Conferences, description: "Conferences in the ledger that are not gone.");
    }

    /// <summary>One was found. Why is one of a handful: each is a series of its own.</summary>
    public void OrphanFound(string why) => _orphans.AddOrUpdate(why, 1, (_, count) => count + 1);

    public async Task CountAsync(CancellationToken cancellationToken)
    {
        _now = null;
        _now = await _counts.CountAsync(LedgerHealthCheck.StuckAfter, cancellationToken);
    }

    private IEnumerable<Measurement<long>> Orphans() =>
        from orphans in _orphans
        select new Measurement<long>(orphans.Value, new KeyValuePair<string, object?>("why", orphans.Key));

    private IEnumerable<Measurement<int>> Conferences() => _now is not { } now ? [] :
    [
        In("intended", now.Intended),
        In("made", now.Made),
        In("condemned", now.Condemned),
        In("stuck", now.Stuck),
    ];

    private static Measurement<int> In(string state, int count) => new(count, new KeyValuePair<string, object?>("state", state));
}
