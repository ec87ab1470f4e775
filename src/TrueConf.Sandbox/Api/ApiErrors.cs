using Microsoft.AspNetCore.WebUtilities;

namespace TrueConf.Sandbox.Api;

/// <summary>
/// The API's refusals. Reasons marked as ours are not known from any TrueConf Server; a client must go by the status.
/// </summary>
internal static class ApiErrors
{
    public static IResult AccessTokenInvalid() => Error(403, "accessTokenInvalid", "The access token is invalid or has expired.");

    public static IResult Forbidden() => Error(403, "forbidden", "The application has no right to do this.");

    public static IResult ConferenceNotFound(string id) =>
        Error(404, "conferenceNotFound", $"Conference '{id}' is not found.", "path", "conference_id");

    public static IResult UserNotFound(string id) => Error(404, "userNotFound", $"User '{id}' is not found.", "path", "user_id");

    public static IResult RouteNotFound() => Error(404, "routeNotFound", "There is no such route.");

    /// <summary>Ours.</summary>
    public static IResult GroupNotFound(string id) => Error(404, "groupNotFound", $"Group '{id}' is not found.", "path", "group_id");

    /// <summary>Ours.</summary>
    public static IResult BadConference(string why) => Error(400, "invalidConference", why, "parameter", "conference");

    /// <summary>Ours.</summary>
    public static IResult LicenceLimit() => Error(400, "licenseLimitExceeded", "No more conferences may run at once.");

    /// <summary>Ours.</summary>
    public static IResult ConferenceInUse(string id) =>
        Error(400, "conferenceInUse", $"Conference '{id}' cannot be deleted now.", "path", "conference_id");

    /// <summary>Ours: a fault that was asked for.</summary>
    public static IResult Synthetic(int status) => Error(status, "sandboxFault", "This fault was switched on.");

    private static IResult Error(int code, string reason, string message, string? locationType = null, string? location = null)
    {
        var detail = new Dictionary<string, object> { ["reason"] = reason, ["message"] = message };
        if (locationType is not null && location is not null)
        {
            // Camel case here, and only here.
            detail["locationType"] = locationType;
            detail["location"] = location;
        }

        return ApiJson.Status(code, new { error = new { code, message = ReasonPhrases.GetReasonPhrase(code), errors = new[] { detail } } });
    }
}
