using System.Diagnostics.Metrics;
using ContactCenter.Hosting.Metrics;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Tests.Hosting.Metrics;

/// <summary>How instruments come out in Prometheus' text.</summary>
public sealed class MetricsReaderTests : IDisposable
{
    private readonly CapturedLog _log = new();
    private readonly CountingFeature _feature = new();
    private readonly ServiceProvider _services;
    private readonly MetricsReader _reader;
    private readonly Meter _meter;

    public MetricsReaderTests()
    {
        _services = new ServiceCollection()
            .AddMetrics()
            .AddLogging(logging => logging.AddProvider(_log))
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ICountsOnScrape>(_feature)
            .AddMetricsReader()
            .BuildServiceProvider();
        _reader = _services.GetRequiredService<MetricsReader>();
        _meter = _services.GetRequiredService<IMeterFactory>().ProductsOwn();
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_counter_adds_up_by_its_labels_and_ends_in_total()
    {
        var rings = _meter.CreateCounter<long>("test.rings", description: "Rings.");
        rings.Add(2, new("queue", "sales"), new("operator.name", "anna"));
        rings.Add(3, new("queue", "sales"), new("operator.name", "anna"));
        rings.Add(0, new KeyValuePair<string, object?>("queue", "default"));

        Assert.Equal(
            """
            # HELP test_rings_total Rings.
            # TYPE test_rings_total counter
            test_rings_total{queue="default"} 0
            test_rings_total{queue="sales",operator_name="anna"} 5
            """, await FamilyAsync("test_rings_total"));
    }

    [Fact]
    public async Task A_histogram_counts_each_measurement_in_every_bucket_that_holds_it_bounds_included()
    {
        var wait = _meter.CreateHistogram("test.wait", "s", "Waits.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 10] });
        foreach (var seconds in new[] { 0.25, 1, 1.5, 100 })
        {
            wait.Record(seconds, new KeyValuePair<string, object?>("queue", "sales"));
        }

        Assert.Equal(
            """
            # HELP test_wait_seconds Waits.
            # TYPE test_wait_seconds histogram
            test_wait_seconds_bucket{queue="sales",le="0.5"} 1
            test_wait_seconds_bucket{queue="sales",le="1"} 2
            test_wait_seconds_bucket{queue="sales",le="10"} 3
            test_wait_seconds_bucket{queue="sales",le="+Inf"} 4
            test_wait_seconds_sum{queue="sales"} 102.75
            test_wait_seconds_count{queue="sales"} 4
            """, await FamilyAsync("test_wait_seconds"));
    }

    [Fact]
    public async Task A_histogram_without_labels_has_buckets_of_its_own_and_a_label_only_there()
    {
        _meter.CreateHistogram<double>("test.plain").Record(7);

        var family = await FamilyAsync("test_plain");

        Assert.Contains("test_plain_bucket{le=\"5\"} 0\ntest_plain_bucket{le=\"10\"} 1\ntest_plain_bucket{le=\"+Inf\"} 1\n", family, StringComparison.Ordinal);
        Assert.EndsWith("test_plain_sum 7\ntest_plain_count 1", family, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gauge_shows_what_is_observed_now_and_forgets_what_no_longer_is()
    {
        var queues = new Dictionary<string, int> { ["default"] = 3, ["sales"] = 1 };
        _meter.CreateObservableGauge("test.waiting", () => queues.Select(queue => new Measurement<int>(queue.Value, [new("queue", queue.Key)])));
        Assert.Contains("test_waiting{queue=\"sales\"} 1", await FamilyAsync("test_waiting"), StringComparison.Ordinal);

        queues.Remove("sales");
        queues["default"] = 2;

        Assert.Equal("# HELP test_waiting \n# TYPE test_waiting gauge\ntest_waiting{queue=\"default\"} 2", await FamilyAsync("test_waiting"));
    }

    [Fact]
    public async Task A_counter_that_goes_up_and_down_is_a_gauge()
    {
        var open = _meter.CreateUpDownCounter<int>("test.open");
        open.Add(3);
        open.Add(-1);
        _meter.CreateObservableCounter("test.seen", () => 8L);

        Assert.EndsWith("# TYPE test_open gauge\ntest_open 2", await FamilyAsync("test_open"), StringComparison.Ordinal);
        Assert.EndsWith("# TYPE test_seen_total counter\ntest_seen_total 8", await FamilyAsync("test_seen_total"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_and_descriptions_are_escaped()
    {
        _meter.CreateCounter<long>("test.odd-name", description: "One\nand \\ two \"quoted\".")
            .Add(1, new KeyValuePair<string, object?>("why", "a \"b\" \\ c\nd"));

        Assert.Equal(
            """
            # HELP test_odd_name_total One\nand \\ two "quoted".
            # TYPE test_odd_name_total counter
            test_odd_name_total{why="a \"b\" \\ c\nd"} 1
            """, await FamilyAsync("test_odd_name_total"));
    }

    [Fact]
    public async Task Numbers_are_written_alike_in_every_country()
    {
        _meter.CreateObservableGauge("test.sum", () => 1234.5);
        _meter.CreateObservableGauge("test.none", () => double.NaN);
        _meter.CreateObservableGauge("test.least", () => double.NegativeInfinity);

        Assert.EndsWith(" 1234.5", await FamilyAsync("test_sum"), StringComparison.Ordinal);
        Assert.EndsWith(" NaN", await FamilyAsync("test_none"), StringComparison.Ordinal);
        Assert.EndsWith(" -Inf", await FamilyAsync("test_least"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_servers_in_one_process_each_tells_its_own()
    {
        using var other = new MetricsReaderTests();
        other._meter.CreateCounter<long>("test.theirs").Add(1);

        Assert.Equal("", await FamilyAsync("test_theirs_total"));
        Assert.EndsWith("test_theirs_total 1", await other.FamilyAsync("test_theirs_total"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_build_and_the_process_are_told_too()
    {
        Assert.Matches("""contact_center_build_info\{version="[^"]+",runtime="10\.[^"]+"\} 1$""", await FamilyAsync("contact_center_build_info"));
        Assert.Matches("dotnet_process_memory_working_set_bytes [1-9][0-9]+$", await FamilyAsync("dotnet_process_memory_working_set_bytes"));
    }

    [Fact]
    public async Task Features_count_once_for_each_scrape()
    {
        _meter.CreateObservableGauge("test.counted", () => _feature.Counted);
        _meter.CreateObservableGauge("test.counted.again", () => _feature.Counted);

        Assert.EndsWith(" 1", await FamilyAsync("test_counted"), StringComparison.Ordinal);
        Assert.EndsWith(" 2", await FamilyAsync("test_counted_again"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_counted_keeps_nothing_else_from_being_told()
    {
        _feature.Trouble = new InvalidOperationException("The store is away.");
        _meter.CreateCounter<long>("test.calls").Add(4);

        Assert.EndsWith(" 4", await FamilyAsync("test_calls_total"), StringComparison.Ordinal);
        Assert.Contains(_log.Entries, entry => entry.Level == LogLevel.Warning && entry.Text.Contains("The store is away.", StringComparison.Ordinal));
    }

    /// <summary>What is told of one family; empty when nothing is.</summary>
    private async Task<string> FamilyAsync(string name)
    {
        var text = await _reader.ReadAsync(CancellationToken.None).WithTimeout("the metrics are read");
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var lines = text.Split('\n');
        string[] starts = [$"# HELP {name} ", $"# TYPE {name} ", $"{name} ", $"{name}{{", $"{name}_bucket{{", $"{name}_sum", $"{name}_count"];
        return string.Join('\n', lines.Where(line => starts.Any(start => line.StartsWith(start, StringComparison.Ordinal))));
    }

    private sealed class CountingFeature : ICountsOnScrape
    {
        public int Counted { get; private set; }

        public Exception? Trouble { get; set; }

        public Task CountAsync(CancellationToken cancellationToken)
        {
            Counted++;
            return Trouble is null ? Task.CompletedTask : Task.FromException(Trouble);
        }
    }
}
