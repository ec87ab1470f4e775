using System.Text.Json.Nodes;
using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Api;

/// <summary>ObjectConference: what was sent comes back, with the owner as a uid and without the invitations.</summary>
internal static class ConferenceView
{
    public static JsonObject Of(Conference conference, string state, HttpRequest request, SandboxSettings settings)
    {
        var server = request.Server();
        var view = (JsonObject)conference.Body.DeepClone();
        view["id"] = conference.Id;
        view["owner"] = conference.Owner.Uid;
        view["state"] = state;
        view.Remove("tags");
        if (!settings.IgnoresTags)
        {
            view["tags"] = new JsonArray([.. conference.Tags.Select(tag => JsonValue.Create(tag))]);
        }

        view["url"] = $"{server}/c/{conference.Id}";
        view["webclient_url"] = $"{server}/webrtc/{conference.Id}";
        view["created_at"] = conference.CreatedAt.ToUnixTimeSeconds();
        return view;
    }
}
