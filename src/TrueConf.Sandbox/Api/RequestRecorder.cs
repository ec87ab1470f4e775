namespace TrueConf.Sandbox.Api;

/// <summary>Writes each request of the API into the log, timed from its arrival to its last byte.</summary>
internal sealed class RequestRecorder(RequestDelegate next, SandboxLog log, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (ApiCall.Of(context) is not { } call)
        {
            await next(context);
            return;
        }

        var receivedAt = clock.GetUtcNow();
        // Always real time: a test's own clock does not move while the answer is written.
        var started = TimeProvider.System.GetTimestamp();
        var path = context.Request.Path.Value;
        try
        {
            await next(context);
            await context.Response.CompleteAsync();
        }
        finally
        {
            var notes = ApiNotes.Of(context);
            log.Add(new LogEntry
            {
                Kind = LogKind.Request,
                At = receivedAt,
                Route = call.Route,
                Method = context.Request.Method,
                Path = path,
                Status = notes.Lost || context.RequestAborted.IsCancellationRequested ? null : context.Response.StatusCode,
                ServiceMilliseconds = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds,
                Fault = notes.Fault,
                Conference = notes.Conference ?? context.Request.RouteValues["id"] as string,
                Tags = notes.Tags,
            });
        }
    }
}
