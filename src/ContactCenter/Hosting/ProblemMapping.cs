using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ContactCenter.Hosting;

/// <summary>How one kind of exception is answered; null when this one is not meant.</summary>
/// <param name="RetryAfter">When it is worth asking again; null when that is not known.</param>
internal sealed record ProblemMapping(Func<Exception, ProblemHttpResult?> Map, TimeSpan? RetryAfter = null);

internal static class ProblemMappingServiceCollectionExtensions
{
    /// <summary>Says how a feature's exception is answered when it reaches the edge. It is not logged then: it is no surprise.</summary>
    public static IServiceCollection AddProblemFor<TException>(
        this IServiceCollection services, Func<TException, ProblemHttpResult> map, TimeSpan? retryAfter = null)
        where TException : Exception =>
        services.AddSingleton(new ProblemMapping(exception => exception is TException known ? map(known) : null, retryAfter));
}

/// <summary>The edge: the one place where an exception becomes an answer.</summary>
internal sealed partial class ProblemEdge(IEnumerable<ProblemMapping> mappings, ILogger<ProblemEdge> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (problem, retryAfter) = mappings.Select(mapping => (Problem: mapping.Map(exception), mapping.RetryAfter))
            .FirstOrDefault(mapped => mapped.Problem is not null);
        if (retryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        problem ??= exception is BadHttpRequestException bad ? Problems.Bare(bad.StatusCode) : Bug(httpContext, exception);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private ProblemHttpResult Bug(HttpContext httpContext, Exception exception)
    {
        var trace = Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier;
        LogUnexpected(httpContext.Request.Method, httpContext.Request.Path, trace, exception);
        return Problems.Unexpected(trace);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed unexpectedly, trace {Trace}.")]
    private partial void LogUnexpected(string method, string path, string trace, Exception exception);
}
