using System.Text.Json.Nodes;
using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Api;

/// <summary>OAuth2 with client credentials, as a form or as JSON. Its errors are flat, unlike all others.</summary>
internal static class TokenEndpoint
{
    public static void MapToken(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/oauth2/v1/token", Issue).WithMetadata(new ApiCall(ApiRoute.Token));

    private static async Task<IResult> Issue(HttpRequest request, Switchboard switchboard, AccessTokens tokens)
    {
        var asked = await ReadAsync(request);
        if (asked("grant_type") is not { } grant)
        {
            return Refused(400, "invalid_request", "The grant type was not specified in the request");
        }

        if (grant != "client_credentials")
        {
            return Refused(400, "unsupported_grant_type", $"Grant type \"{grant}\" not supported");
        }

        if (asked("client_id") != SandboxServer.ClientId || asked("client_secret") != SandboxServer.ClientSecret)
        {
            return Refused(400, "invalid_client", "The client credentials are invalid");
        }

        var settings = switchboard.Settings;
        return ApiJson.Ok(new
        {
            AccessToken = tokens.Issue(settings.TokenLife, ApiNotes.Of(request.HttpContext).Keep),
            ExpiresIn = (int)settings.TokenLife.TotalSeconds,
            TokenType = "Bearer",
            Scope = string.Join(' ', settings.Scopes),
        });
    }

    private static async Task<Func<string, string?>> ReadAsync(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return name => form[name];
        }

        var body = await ApiJson.ReadAsync(request) ?? new JsonObject();
        return name => Lenient.Text(body[name]);
    }

    private static IResult Refused(int status, string error, string description) =>
        ApiJson.Status(status, new { Error = error, ErrorDescription = description });
}
