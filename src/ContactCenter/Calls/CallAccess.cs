using Microsoft.AspNetCore.Http.HttpResults;

namespace ContactCenter.Calls;

/// <summary>Lets a request pass only with the token of the call in its address; a request that passes is a sign of life.</summary>
internal sealed class CallAccess(CallTokens tokens, GuestPresence presence) : IEndpointFilter
{
    private const string _scheme = "Bearer ";
    private static readonly object _idKey = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (await AdmitAsync(http) is { } refusal)
        {
            return refusal;
        }

        await presence.SeenAsync(IdOf(http), http.RequestAborted);
        return await next(context);
    }

    /// <summary>The call of a request that has passed.</summary>
    public static CallId IdOf(HttpContext http) => (CallId)http.Items[_idKey]!;

    /// <summary>One answer for an unknown call and for another's token: nobody learns which calls exist.</summary>
    private async Task<ProblemHttpResult?> AdmitAsync(HttpContext http)
    {
        if (TokenOf(http.Request) is not { } token)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return CallProblems.NoToken();
        }

        if (CallId.TryParse(http.GetRouteValue("id") as string) is not { } id || !await tokens.IsValidAsync(id, token, http.RequestAborted))
        {
            return CallProblems.NoSuchCall();
        }

        http.Items[_idKey] = id;
        return null;
    }

    private static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(_scheme, StringComparison.OrdinalIgnoreCase)
            ? header[_scheme.Length..].Trim()
            : null;
}
