using System.Text.Json;
using TrueConf.Sandbox.Live;

namespace TrueConf.Sandbox.Control;

/// <summary>Everything under /_sandbox: what TrueConf Server does not have. From this machine only; durations are milliseconds.</summary>
internal static class SwitchRoutes
{
    public static void MapSwitches(this IEndpointRouteBuilder routes)
    {
        var switches = routes.MapGroup("/_sandbox").AddEndpointFilter(FromHere.Filter).AddEndpointFilter(Understandable);
        switches.MapGet("", (EndpointDataSource all) => Json(Manual(all))).WithMetadata(new Switch("this list"));
        switches.MapDirectorySwitches();
        switches.MapCallSwitches();
        switches.MapServerSwitches();
    }

    public static IResult Json(object body) => Results.Json(body, ControlJson.Options);

    /// <summary>204 when it was done, else a sentence and 409.</summary>
    public static IResult Done(bool done, string otherwise) =>
        done ? Results.NoContent() : Results.Json(new { error = otherwise }, statusCode: StatusCodes.Status409Conflict);

    public static async Task<T> ReadAsync<T>(HttpRequest request) =>
        await JsonSerializer.DeserializeAsync<T>(request.Body, ControlJson.Options, request.HttpContext.RequestAborted)
        ?? throw new JsonException("The body must be a JSON object.");

    private static async ValueTask<object?> Understandable(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            return await next(invocation);
        }
        catch (Exception e) when (e is JsonException or UriFormatException or InvalidOperationException)
        {
            return Results.Json(new { error = e.Message }, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static IEnumerable<object> Manual(EndpointDataSource all) =>
        from endpoint in all.Endpoints.OfType<RouteEndpoint>()
        let entry = endpoint.Metadata.GetMetadata<Switch>()
        where entry is not null
        select new
        {
            Request = $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0]} {endpoint.RoutePattern.RawText}",
            entry.Does,
            entry.Body,
        };
}
