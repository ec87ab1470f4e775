using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ContactCenter.Hosting.Metrics;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Whether the estimated waits are kept: the first figure that each call's guest could read, beside the wait that followed.</summary>
internal sealed class EstimateMetrics : IHostedService
{
    /// <summary>A call that has not been answered here by then was answered elsewhere, or never.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromHours(25);

    private static readonly InstrumentAdvice<double> _errors = new()
    {
        HistogramBucketBoundaries = [-600, -300, -120, -60, -30, -15, -5, 0, 5, 15, 30, 60, 120, 300, 600],
    };

    private readonly ConcurrentDictionary<CallId, Estimate> _first = new();
    private readonly QueueBoard _board;
    private readonly CallRecorder _recorder;
    private readonly TimeProvider _clock;
    private readonly Counter<long> _estimates;
    private readonly Histogram<double> _error;
    private DateTimeOffset _forgotAt;

    public EstimateMetrics(IMeterFactory meters, QueueBoard board, CallRecorder recorder, TimeProvider clock)
    {
        (_board, _recorder, _clock) = (board, recorder, clock);
        var meter = meters.ProductsOwn();
        _estimates = meter.CreateCounter<long>(
            "contact_center.estimates", description: "First estimates of answered calls: kept when the answer came no later.");
        _error = meter.CreateHistogram(
            "contact_center.estimate.error", "s", "The wait that followed less the first estimate of it.", tags: null, _errors);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _estimates.Add(0, Result("kept"));
        _estimates.Add(0, Result("broken"));
        _board.Changed += Estimated;
        _recorder.Recorded += Recorded;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _board.Changed -= Estimated;
        _recorder.Recorded -= Recorded;
        return Task.CompletedTask;
    }

    private void Estimated(Standing standing, IReadOnlyList<QueueSettings> queues)
    {
        if (!standing.HasForecast)
        {
            return;
        }

        var (now, byName) = (_clock.GetUtcNow(), queues.ToDictionary(queue => queue.Name, StringComparer.OrdinalIgnoreCase));
        for (var place = 1; place <= standing.Line.Count; place++)
        {
            var (call, queue) = standing.Line[place - 1];
            if (!_first.ContainsKey(call) && byName.TryGetValue(queue, out var its) && standing.EstimateOf(place, its) is { } seconds)
            {
                _first.TryAdd(call, new Estimate(now, seconds));
            }
        }

        Forget(now);
    }

    private void Recorded(CallChange change)
    {
        if (change.After is { AnsweredAt: null, Outcome: null } || !_first.TryRemove(change.After.Id, out var first))
        {
            return;
        }

        if (change.After.AnsweredAt is { } answered)
        {
            var error = (answered - first.At).TotalSeconds - first.Seconds;
            _error.Record(error);
            _estimates.Add(1, Result(error <= 0 ? "kept" : "broken"));
        }
    }

    private void Forget(DateTimeOffset now)
    {
        if (now - _forgotAt < TimeSpan.FromMinutes(1))
        {
            return;
        }

        _forgotAt = now;
        foreach (var (call, estimate) in _first)
        {
            if (now - estimate.At > _longest)
            {
                _first.TryRemove(call, out _);
            }
        }
    }

    private static KeyValuePair<string, object?> Result(string word) => new("result", word);

    private readonly record struct Estimate(DateTimeOffset At, int Seconds);
}
