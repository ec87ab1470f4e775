using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Api;

/// <summary>Ways into a conference; for browsers a link with a fresh credential in its fragment. A token is welcome, not needed.</summary>
internal static class ClientsEndpoint
{
    public static void MapClients(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/software/clients", ListClients).WithMetadata(new ApiCall(ApiRoute.Clients));

    private static IResult ListClients(HttpRequest request, Switchboard switchboard)
    {
        var id = request.Query["call_id"].ToString();
        ApiNotes.Of(request.HttpContext).Conference = id;
        if (switchboard.WithConference(id, conference => conference) is not { } conference)
        {
            return ApiErrors.ConferenceNotFound(id);
        }

        var clients = new List<object>();
        if (switchboard.Settings.GuestLicence && conference.AllowGuests)
        {
            var name = GuestName(request.Query["user"]);
            clients.Add(Web(request, "webrtc", id, name, switchboard));
            clients.Add(Web(request, "webrtc-widget", id, name, switchboard));
        }

        clients.Add(new { Type = "standalone", Platform = "windows" });
        return ApiJson.Ok(new { Clients = clients });
    }

    private static object Web(HttpRequest request, string page, string id, string name, Switchboard switchboard)
    {
        var login = Uri.EscapeDataString($"*guest*{name}");
        var token = Uri.EscapeDataString(switchboard.NewGuestLink(id, name, ApiNotes.Of(request.HttpContext).Keep));
        var url = $"{request.Server()}/{page}/{id}#login={login}&token={token}&lang=auto";
        return new
        {
            Type = "web",
            Platform = "webrtc",
            WebUrl = url,
            Iframe = $"<iframe width=\"720\" height=\"405\" allow=\"microphone; camera; autoplay\" allowfullscreen src=\"{url}\"></iframe>",
        };
    }

    /// <summary>The name in <c>2$slug*Display Name</c> or <c>$Display Name</c>.</summary>
    private static string GuestName(string? user)
    {
        var name = user?.Split('*', 2) is [_, var after] ? after : user?.Split('$', 2)[^1];
        return string.IsNullOrWhiteSpace(name) ? "guest" : name.Trim();
    }
}
