using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using ContactCenter.Hosting.Metrics;

namespace ContactCenter.TrueConf;

/// <summary>Each attempt of a request to TrueConf Server, the token's too, and how the breaker stands.</summary>
internal sealed class TrueConfMetrics
{
    private static readonly InstrumentAdvice<double> _durations = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60],
    };

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;

    public TrueConfMetrics(IMeterFactory meters, TrueConfCondition condition)
    {
        var meter = meters.ProductsOwn();
        _requests = meter.CreateCounter<long>(
            "contact_center.trueconf.requests", description: "Requests sent to TrueConf Server, each attempt for itself; the status, or why there is none.");
        _duration = meter.CreateHistogram(
            "contact_center.trueconf.request", "s", "How long TrueConf Server took to answer, or until it was given up.", tags: null, _durations);
        meter.CreateObservableGauge(
            "contact_center.trueconf.breaker_open",
            () => condition.Report().BreakerOpen ? 1 : 0,
            description: "1 while TrueConf Server is left alone because it keeps failing.");
    }

    public void Answered(HttpRequestMessage request, HttpStatusCode status, TimeSpan took) =>
        Took(request, ((int)status).ToString(CultureInfo.InvariantCulture), took);

    public void Unanswered(HttpRequestMessage request, Exception why, TimeSpan took) => Took(
        request,
        why switch
        {
            _ when TrueConfFailures.IsDistrust(why) => "distrusted",
            _ when TrueConfFailures.IsConnectTimeout(why) => "unreachable",
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
            } => "unreachable",
            OperationCanceledException => "timeout",
            _ => "broken",
        },
        took);

    private void Took(HttpRequestMessage request, string status, TimeSpan took)
    {
        var route = new KeyValuePair<string, object?>("route", TrueConfRequest.Route(request));
        _requests.Add(1, route, new("status", status));
        _duration.Record(took.TotalSeconds, route);
    }
}
