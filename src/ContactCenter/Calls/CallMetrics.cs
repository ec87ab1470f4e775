using System.Diagnostics.Metrics;
using System.Text.Json;
using ContactCenter.Hosting.Metrics;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>What happens to calls, in figures: counted where it was written down, and as it stands in the store.</summary>
internal sealed class CallMetrics : IHostedService, ICountsOnScrape
{
    private static readonly CallState[] _lives = [CallState.Waiting, CallState.Ringing, CallState.Connected];
    private static readonly OfferState[] _live = [OfferState.Intended, OfferState.Ringing, OfferState.Answered];
    private static readonly OfferState[] _results = [OfferState.Answered, OfferState.Lapsed, OfferState.Withdrawn, OfferState.Rescinded];

    /// <summary>From a prompt answer to the longest wait by default.</summary>
    private static readonly InstrumentAdvice<double> _waits = new()
    {
        HistogramBucketBoundaries = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200],
    };

    /// <summary>A ring lasts 20 s by default, 5 min at most.</summary>
    private static readonly InstrumentAdvice<double> _rings = new()
    {
        HistogramBucketBoundaries = [1, 2, 3, 5, 7.5, 10, 15, 20, 30, 45, 60, 120, 300],
    };

    private readonly CallRecorder _recorder;
    private readonly ICallCounts _counts;
    private readonly QueueBook _queues;
    private readonly Counter<long> _placed;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _offers;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _ring;
    private CallCounts? _now;

    public CallMetrics(IMeterFactory meters, CallRecorder recorder, ICallCounts counts, QueueBook queues, GuestPresence presence)
    {
        (_recorder, _counts, _queues) = (recorder, counts, queues);
        var meter = meters.ProductsOwn();
        _placed = meter.CreateCounter<long>("contact_center.calls.placed", description: "Calls placed.");
        _ended = meter.CreateCounter<long>("contact_center.calls.ended", description: "Calls that ended, by outcome.");
        _offers = meter.CreateCounter<long>("contact_center.offers", description: "Offers that were answered, or ended without an answer.");
        _wait = meter.CreateHistogram(
            "contact_center.wait", "s", "From the guest's click to the operator's answer, or to the end without one.", tags: null, _waits);
        _ring = meter.CreateHistogram("contact_center.ring", "s", "How long a device rang.", tags: null, _rings);
        meter.CreateObservableGauge("contact_center.calls.live", Calls, description: "Calls that have not ended, on all nodes together.");
        meter.CreateObservableGauge("contact_center.offers.live", Offers, description: "Offers that hold an operator, on all nodes together.");
        meter.CreateObservableGauge(
            "contact_center.guests.connected", () => presence.Connected, description: "Guests who follow their calls on this node.");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A rate needs a nought to rise from.
        foreach (var queue in _queues.All)
        {
            _placed.Add(0, Queue(queue.Name));
            Array.ForEach(Enum.GetValues<CallOutcome>(), outcome => _ended.Add(0, Queue(queue.Name), new("outcome", Word(outcome))));
        }

        Array.ForEach(_results, result => _offers.Add(0, Result(result)));
        _recorder.Recorded += Recorded;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _recorder.Recorded -= Recorded;
        return Task.CompletedTask;
    }

    public async Task CountAsync(CancellationToken cancellationToken)
    {
        _now = null;
        _now = await _counts.CountAsync(cancellationToken);
    }

    private void Recorded(CallChange change)
    {
        var (before, after) = (change.Before, change.After);
        if (change.IsNew)
        {
            _placed.Add(1, Queue(after.Queue));
        }

        if (after.AnsweredAt is { } answered && before.AnsweredAt is null)
        {
            Waited(after, answered, "answered");
        }

        if (after.Outcome is { } outcome)
        {
            _ended.Add(1, Queue(after.Queue), new("outcome", Word(outcome)));
            if (after is { AnsweredAt: null, EndedAt: { } ended })
            {
                Waited(after, ended, Word(outcome));
            }
        }

        foreach (var offer in after.Offers)
        {
            Settled(before.Offers.FirstOrDefault(earlier => earlier.Conference == offer.Conference), offer, change.At);
        }
    }

    private void Waited(Call call, DateTimeOffset until, string result) =>
        _wait.Record((until - call.ArrivedAt).TotalSeconds, Queue(call.Queue), new("result", result));

    private void Settled(Offer? before, Offer after, DateTimeOffset at)
    {
        if (before?.State == after.State || !_results.Contains(after.State))
        {
            return;
        }

        _offers.Add(1, Result(after.State));
        if (before is { State: OfferState.Ringing, RangAt: { } rang })
        {
            _ring.Record((at - rang).TotalSeconds, Result(after.State));
        }
    }

    private IEnumerable<Measurement<int>> Calls() => _now is not { } now ? [] :
        from queue in _queues.All.Select(queue => queue.Name).Union(now.Calls.Keys.Select(key => key.Queue))
        from state in _lives
        select new Measurement<int>(now.Of(queue, state), Queue(queue), new("state", Word(state)));

    private IEnumerable<Measurement<int>> Offers() => _now is not { } now ? [] :
        from state in _live
        select new Measurement<int>(now.Of(state), new KeyValuePair<string, object?>("state", Word(state)));

    private static KeyValuePair<string, object?> Queue(string name) => new("queue", name);

    private static KeyValuePair<string, object?> Result(OfferState state) => new("result", Word(state));

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
