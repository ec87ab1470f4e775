namespace ContactCenter.Hosting;

/// <summary>One line for each request. No query and no header is written: whatever a guest or a proxy puts there stays out of the log.</summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider clock, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var status = context.Response.StatusCode;
            var level = status >= StatusCodes.Status500InternalServerError ? LogLevel.Information : LogLevel.Debug;
            var took = clock.GetElapsedTime(started);
            LogAnswered(level, context.Request.Method, context.Request.Path.Value, status, took);
        }
    }

    [LoggerMessage("{Method} {Path} was answered with {Status} in {Took}.")]
    private partial void LogAnswered(LogLevel level, string method, string? path, int status, TimeSpan took);
}
