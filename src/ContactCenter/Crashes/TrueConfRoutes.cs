namespace ContactCenter.Crashes;

/// <summary>Short names for the requests to TrueConf Server.</summary>
internal static class TrueConfRoutes
{
    public static readonly IReadOnlyList<string> Names =
        ["token", "groups", "group-users", "user", "create", "list", "look", "run", "stop", "delete", "participants", "clients"];

    /// <summary>The name of the request, or null when it has none.</summary>
    public static string? NameOf(HttpMethod method, string path) => (method.Method, path.Trim('/').Split('/')) switch
    {
        ("POST", ["oauth2", _, "token"]) => "token",
        ("GET", ["api", _, "groups"]) => "groups",
        ("GET", ["api", _, "groups", _, "users"]) => "group-users",
        ("GET", ["api", _, "users", _]) => "user",
        ("POST", ["api", _, "conferences"]) => "create",
        ("GET", ["api", _, "conferences"]) => "list",
        ("GET", ["api", _, "conferences", _]) => "look",
        ("POST", ["api", _, "conferences", _, "run"]) => "run",
        ("POST", ["api", _, "conferences", _, "stop"]) => "stop",
        ("DELETE", ["api", _, "conferences", _]) => "delete",
        ("GET", ["api", _, "conferences", _, "participants"]) => "participants",
        ("GET", ["api", _, "software", "clients"]) => "clients",
        _ => null,
    };
}
