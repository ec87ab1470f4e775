using System.Diagnostics.Metrics;
using System.Text;

namespace ContactCenter.Hosting.Metrics;

/// <summary>One instrument with all it has measured, as Prometheus knows it: a name, a type, and a series for each set of labels.</summary>
internal sealed class MetricFamily
{
    /// <summary>For a histogram that does not say its own; seconds.</summary>
    private static readonly double[] _usualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly Instrument _instrument;
    private readonly Type _kind;
    private readonly IReadOnlyList<double> _bounds;

    public MetricFamily(Instrument instrument)
    {
        _instrument = instrument;
        _kind = instrument.GetType().GetGenericTypeDefinition();
        _bounds = Type != "histogram" ? [] : (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? _usualBounds;
        Name = PrometheusText.NameOf(instrument, Type);
    }

    public string Name { get; }

    private string Type => _kind switch
    {
        _ when _kind == typeof(Counter<>) || _kind == typeof(ObservableCounter<>) => "counter",
        _ when _kind == typeof(Histogram<>) => "histogram",
        _ => "gauge",
    };

    public void Measured(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = PrometheusText.Labels(labels);
        lock (_lock)
        {
            if (!_series.TryGetValue(text, out var series))
            {
                _series[text] = series = new MetricSeries(text, _bounds);
            }

            Take(series, value);
        }
    }

    /// <summary>What is observed at each scrape is there only as long as it is observed.</summary>
    public void ForgetObserved()
    {
        if (_instrument.IsObservable)
        {
            lock (_lock)
            {
                _series.Clear();
            }
        }
    }

    public void WriteTo(StringBuilder text)
    {
        text.Head(Name, Type, _instrument.Description);
        lock (_lock)
        {
            foreach (var series in _series.Values)
            {
                Write(text, series);
            }
        }
    }

    private void Take(MetricSeries series, double value)
    {
        if (Type == "histogram")
        {
            series.Observe(value);
        }
        else if (_instrument.IsObservable || _kind == typeof(Gauge<>))
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    private void Write(StringBuilder text, MetricSeries series)
    {
        if (Type != "histogram")
        {
            text.Sample(Name, series.Labels, series.Value);
            return;
        }

        foreach (var (bound, count) in series.Buckets())
        {
            text.Sample($"{Name}_bucket", PrometheusText.Labels(series.Labels, "le", PrometheusText.Number(bound)), count);
        }

        text.Sample($"{Name}_sum", series.Labels, series.Value);
        text.Sample($"{Name}_count", series.Labels, series.Count);
    }
}
