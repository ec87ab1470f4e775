using System.Text.Json.Nodes;
using TrueConf.Sandbox.Directory;

namespace TrueConf.Sandbox.Conferences;

/// <summary>Reads a create body the way TrueConf does: numbers and flags also as strings, nulls and unknown members allowed.</summary>
internal static class NewConference
{
    private const int _unlimited = 36;

    /// <summary>The owner as written in a create body: the short login, or login@server.</summary>
    public static string? OwnerOf(JsonObject body) => Lenient.Text(body["owner"])?.Split('@')[0];

    public static Conference From(JsonObject body, string id, User owner, DateTimeOffset now)
    {
        var limit = Lenient.Number(body["max_participants"]) ?? _unlimited;
        var echoed = (JsonObject)body.DeepClone();
        echoed.Remove("invitations");
        echoed["type"] = Lenient.Number(body["type"]) ?? 0;
        echoed["description"] = Lenient.Text(body["description"]) ?? "";
        echoed["max_participants"] = limit;
        echoed["max_podiums"] = Lenient.Number(body["max_podiums"]) ?? limit;
        echoed["schedule"] ??= new JsonObject { ["type"] = -1 };
        echoed["allow_guests"] = Lenient.Flag(body["allow_guests"]) ?? false;
        echoed["auto_invite"] = Lenient.Number(body["auto_invite"]) ?? 0;
        echoed["recording"] = Lenient.Number(body["recording"]) ?? 0;
        echoed["rights"] ??= new JsonObject { ["guest"] = new JsonObject(), ["user"] = new JsonObject() };

        return new Conference
        {
            Id = id,
            Owner = owner,
            Topic = Lenient.Text(body["topic"]) ?? "",
            Invited = [.. Items(body["invitations"]).Select(i => Lenient.Text((i as JsonObject)?["id"])?.Split('@')[0]).OfType<string>()],
            Tags = [.. Items(body["tags"]).Select(Lenient.Text).OfType<string>()],
            MaxParticipants = limit,
            AllowGuests = Lenient.Flag(body["allow_guests"]) ?? false,
            Body = echoed,
            CreatedAt = now,
        };
    }

    private static IEnumerable<JsonNode?> Items(JsonNode? node) => node as JsonArray ?? [];
}
