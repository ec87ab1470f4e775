using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TrueConf.Sandbox.Conferences;

/// <summary>TrueConf takes <c>0</c>, <c>"0"</c> and, for flags, <c>false</c> for the same thing.</summary>
internal static class Lenient
{
    public static string? Text(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number => node.ToJsonString(),
        _ => null,
    };

    public static int? Number(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => int.TryParse(Text(node), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    public static bool? Flag(JsonNode? node) => Text(node) is { } text && bool.TryParse(text, out var flag) ? flag : Number(node) switch
    {
        null => null,
        0 => false,
        _ => true,
    };
}
