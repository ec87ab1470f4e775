using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Api;

/// <summary>The token, as a header or in the query, and the scope. Both refusals are 403.</summary>
internal static class AccessCheck
{
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var services = context.RequestServices;
        var scopes = ApiCall.Of(context)?.Scopes ?? [];
        var token = Token(context.Request);
        if ((token is not null || scopes.Count > 0) && !services.GetRequiredService<AccessTokens>().IsValid(token ?? ""))
        {
            return ApiErrors.AccessTokenInvalid();
        }

        if (scopes.Count > 0 && !scopes.Intersect(services.GetRequiredService<Switchboard>().Settings.Scopes).Any())
        {
            return ApiErrors.Forbidden();
        }

        return await next(invocation);
    }

    private static string? Token(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..] : request.Query["access_token"];
    }
}
