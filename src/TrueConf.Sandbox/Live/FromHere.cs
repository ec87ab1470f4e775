using System.Net;

namespace TrueConf.Sandbox.Live;

/// <summary>Keeps switches and operators' clients to people at this machine.</summary>
internal static class FromHere
{
    /// <summary>From loopback, and not on behalf of some other site's page.</summary>
    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && IsOwnPage(context.Request);

    public static bool IsOwnPage(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value);
    }

    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        Is(invocation.HttpContext)
            ? await next(invocation)
            : Results.Text("Only from this machine.", statusCode: StatusCodes.Status403Forbidden);
}
