using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace ContactCenter.Hosting.Metrics;

/// <summary>Listens to this server's instruments and the runtime's from its making on, and tells what they have measured.</summary>
internal sealed partial class MetricsReader : IDisposable
{
    private const string _runtime = "System.Runtime";

    /// <summary>Less than the ten seconds after which Prometheus gives a scrape up: what can be told is told.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly MeterListener _listener = new();
    private readonly IEnumerable<ICountsOnScrape> _counting;
    private readonly TimeProvider _clock;
    private readonly ILogger<MetricsReader> _logger;

    public MetricsReader(IMeterFactory meters, IEnumerable<ICountsOnScrape> counting, TimeProvider clock, ILogger<MetricsReader> logger)
    {
        (_counting, _clock, _logger) = (counting, clock, logger);
        meters.ProductsOwn().AddBuild();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Several servers may run in one process, each with a meter of that name.
            if ((instrument.Meter.Name == ProductMeter.Name && instrument.Meter.Scope == meters) || instrument.Meter.Name == _runtime)
            {
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, new MetricFamily(instrument)));
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, value, labels, family) => ((MetricFamily)family!).Measured(value, labels));
        _listener.SetMeasurementEventCallback<long>((_, value, labels, family) => ((MetricFamily)family!).Measured(value, labels));
        _listener.SetMeasurementEventCallback<double>((_, value, labels, family) => ((MetricFamily)family!).Measured(value, labels));
        _listener.Start();
    }

    /// <summary>Everything measured until now, in Prometheus' text format.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await CountAsync(cancellationToken);
            foreach (var family in _families.Values)
            {
                family.ForgetObserved();
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                family.WriteTo(text);
            }

            return text.ToString();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _turn.Dispose();
    }

    /// <summary>A store that is away keeps its own figures from being told, and no others.</summary>
    private async Task CountAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        foreach (var counting in _counting)
        {
            try
            {
                await counting.CountAsync(either.Token);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotCounted(e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Some figures of /metrics could not be counted: {Trouble}")]
    private partial void LogNotCounted(string trouble);
}
