namespace ContactCenter.TrueConf;

/// <summary>What our requests have in common, told from their address.</summary>
internal static class TrueConfRequest
{
    public const string TokenPath = "oauth2/v1/token";

    /// <summary>Method and path, for messages. Never the query: a guest's name is in it.</summary>
    public static string Describe(HttpRequestMessage? request) => $"{request?.Method} {request?.RequestUri?.AbsolutePath}";

    /// <summary>
    /// Whether sending it twice does no more than sending it once. Create and run are not such requests: the second one
    /// makes another conference or rings again.
    /// </summary>
    public static bool MayBeRepeated(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get
        || request.Method == HttpMethod.Delete
        || EndsWith(request, "/stop")
        || EndsWith(request, "/" + TokenPath);

    /// <summary>The OAuth2 scope that the request needs, as TrueConf's control panel names it.</summary>
    public static string Scope(HttpRequestMessage request)
    {
        var path = request.RequestUri?.AbsolutePath ?? "";
        return path switch
        {
            _ when path.EndsWith("/participants", StringComparison.Ordinal) => "conferences.participants",
            _ when path.EndsWith("/users", StringComparison.Ordinal) => "groups.users:read",
            _ when path.EndsWith("/groups", StringComparison.Ordinal) => "groups:read",
            _ when path.Contains("/users/", StringComparison.Ordinal) => "users:read",
            _ => "conferences",
        };
    }

    /// <summary>Method and address with <c>{id}</c> for what differs, so that there are as many routes as kinds of request.</summary>
    public static string Route(HttpRequestMessage request)
    {
        var path = request.RequestUri?.AbsolutePath.Trim('/').Split('/') ?? [];
        var route = path is ["api", _, .. var rest] ? rest : path;
        if (route is ["groups" or "users" or "conferences", _, ..])
        {
            route[1] = "{id}";
        }

        return $"{request.Method} {string.Join('/', route)}";
    }

    private static bool EndsWith(HttpRequestMessage request, string end) =>
        request.RequestUri?.AbsolutePath.EndsWith(end, StringComparison.Ordinal) == true;
}
