using System.Net;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ContactCenter.TrueConf;

/// <summary>
/// Sends requests within limits of time, repeats those that may be, and spares a server that keeps failing. From outermost
/// to innermost: total time-out, retry, breaker, time-out per attempt. All requests, the token's too, share one breaker.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    public const int Attempts = 3;

    private const long _longestAnswer = 16 * 1024 * 1024;

    private readonly TrueConfMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<HttpResponseMessage> _once;
    private readonly ResiliencePipeline<HttpResponseMessage> _repeated;

    public ResilienceHandler(IOptions<TrueConfOptions> options, TrueConfCondition condition, TrueConfMetrics metrics, TimeProvider clock)
    {
        (_metrics, _clock) = (metrics, clock);
        var perAttempt = options.Value.RequestTimeout;

        _once = Builder(clock)
            .AddCircuitBreaker(Breaker(condition))
            .AddTimeout(perAttempt)
            .Build();
        _repeated = Builder(clock)
            // The request for a token needs an end of its own: no caller's ends it.
            .AddTimeout(TrueConfHandler.TotalTimeout(options.Value))
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome)),
                MaxRetryAttempts = Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                UseJitter = true,
            })
            .AddPipeline(_once)
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pipeline = TrueConfRequest.MayBeRepeated(request) ? _repeated : _once;
        return await pipeline.ExecuteAsync(async token => await MeasuredAsync(request, token), cancellationToken);
    }

    private async Task<HttpResponseMessage> MeasuredAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var began = _clock.GetTimestamp();
        try
        {
            var response = await AttemptAsync(request, cancellationToken);
            _metrics.Answered(request, response.StatusCode, _clock.GetElapsedTime(began));
            return response;
        }
        catch (Exception e)
        {
            _metrics.Unanswered(request, e, _clock.GetElapsedTime(began));
            throw;
        }
    }

    /// <summary>One attempt, the body included: the caller reads it later, when no time-out watches any more.</summary>
    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(_longestAnswer, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static ResiliencePipelineBuilder<HttpResponseMessage> Builder(TimeProvider clock) => new() { TimeProvider = clock };

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(TrueConfCondition condition) => new()
    {
        ShouldHandle = arguments => ValueTask.FromResult(IsFailing(arguments.Outcome)),
        FailureRatio = 0.8,
        MinimumThroughput = 20,
        SamplingDuration = TimeSpan.FromSeconds(10),
        BreakDuration = TimeSpan.FromSeconds(3),
        OnOpened = _ => Told(condition.BreakerOpened),
        OnClosed = _ => Told(condition.BreakerClosed),
    };

    /// <summary>Worth another attempt.</summary>
    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) =>
        IsFailing(outcome)
        || outcome.Result?.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    /// <summary>The server is not there, or not well. What it says about the request itself is no failure of the server's.</summary>
    private static bool IsFailing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => (int)response.StatusCode >= 500,
        { Exception: TimeoutRejectedException or IOException } => true,
        { Exception: HttpRequestException e } => !TrueConfFailures.IsDistrust(e),
        { Exception: { } e } => TrueConfFailures.IsConnectTimeout(e),
        _ => false,
    };

    private static ValueTask Told(Action told)
    {
        told();
        return ValueTask.CompletedTask;
    }
}
