using System.Text.RegularExpressions;

namespace TrueConf.Sandbox.Api;

/// <summary>The part of the sandbox that TrueConf Server has too.</summary>
internal static partial class ApiRoutes
{
    public static void MapTrueConfApi(this IEndpointRouteBuilder routes)
    {
        routes.MapToken();
        var api = routes.MapGroup("/api/{version}").AddEndpointFilter(OnlyVersion3).AddEndpointFilter(AccessCheck.Filter);
        api.MapDirectory();
        api.MapConferences();
        api.MapClients();
        routes.MapFallback("/api/{**anything}", () => ApiErrors.RouteNotFound());
    }

    /// <summary>The vendor's samples call the API from pages of other origins, so any origin may.</summary>
    public static void AllowEveryOrigin(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/oauth2"))
        {
            var headers = context.Response.Headers;
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlAllowMethods = "GET, POST, PUT, DELETE, OPTIONS";
            headers.AccessControlAllowHeaders = "Authorization, Content-Type";
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }
        }

        await next(context);
    });

    /// <summary>Where the caller reached us: links lead back there.</summary>
    public static string Server(this HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static ValueTask<object?> OnlyVersion3(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        Version3().IsMatch((string)invocation.HttpContext.Request.RouteValues["version"]!)
            ? next(invocation)
            : new(ApiErrors.RouteNotFound());

    [GeneratedRegex(@"^v3(\.\d+)?$")]
    private static partial Regex Version3();
}
