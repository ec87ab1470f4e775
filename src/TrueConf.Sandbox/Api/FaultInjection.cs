using Microsoft.AspNetCore.Http.Features;
using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Api;

/// <summary>Makes requests slow, or go wrong, as the switches say.</summary>
internal sealed class FaultInjection(RequestDelegate next, Switchboard switchboard, Faults faults, TimeProvider clock, IHostApplicationLifetime life)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (switchboard.Settings.Down && !context.Request.Path.StartsWithSegments("/_sandbox"))
        {
            Cut(context);
            return;
        }

        if (ApiCall.Of(context)?.Route is not { } route)
        {
            await next(context);
            return;
        }

        if (switchboard.Settings.Latency.TryGetValue(route, out var latency) && latency > TimeSpan.Zero)
        {
            await WaitAsync(context, latency);
        }

        var fault = faults.Take(route);
        ApiNotes.Of(context).Fault = fault?.Kind;
        await GoWrongAsync(context, fault);
    }

    private async Task GoWrongAsync(HttpContext context, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Status:
                await ApiErrors.Synthetic(fault.Status).ExecuteAsync(context);
                break;
            case FaultKind.Drop:
                Cut(context);
                break;
            case FaultKind.Hang:
                await WaitAsync(context, Timeout.InfiniteTimeSpan);
                break;
            case FaultKind.Garbage:
                await Results.Content("<!doctype html><title>Welcome</title><h1>It works!</h1>", "text/html").ExecuteAsync(context);
                break;
            case FaultKind.AppliedButAnswerLost:
                // Not even the headers may leave, hence no stream behind them.
                context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
                await next(context);
                Cut(context);
                break;
            default:
                await next(context);
                break;
        }
    }

    /// <summary>Waits on the sandbox's clock, and no longer than the caller or the server is there.</summary>
    private async Task WaitAsync(HttpContext context, TimeSpan time)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        await Task.Delay(time, clock, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (over.IsCancellationRequested)
        {
            Cut(context);
        }
    }

    private static void Cut(HttpContext context)
    {
        ApiNotes.Of(context).Lost = true;
        context.Abort();
    }
}
