using System.Text.Json;

namespace ContactCenter.TrueConf;

/// <summary>What an error body says, in TrueConf's word for it.</summary>
/// <param name="Reason">Safe to be logged: letters, digits and the like. Messages are not read: they may name guests.</param>
internal sealed record TrueConfError(string Reason)
{
    private const int _longestReason = 64;

    /// <summary>The token is expired or unknown; a new one helps.</summary>
    public bool TokenInvalid => string.Equals(Reason, "accessTokenInvalid", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads <c>{"error":{"code","errors":[{"reason"}]}}</c> of the API, <c>{"error":"invalid_client"}</c> of the token
    /// server and a bare <c>{"reason"}</c>; null when the body is none of these.
    /// </summary>
    public static TrueConfError? Read(string? body) =>
        Root(body) is { } root ? Of(root) ?? (root.TryGetProperty("reason", out var bare) ? Named(bare) : null) : null;

    /// <summary>The error that came with a good status; rare, so that most bodies are not even parsed for it.</summary>
    public static TrueConfError? ReadFromGoodAnswer(string? body) =>
        body?.Contains("\"error\"", StringComparison.Ordinal) == true && Root(body) is { } root ? Of(root) : null;

    private static JsonElement? Root(string? body) =>
        TrueConfJson.Read<JsonElement>(body) is { ValueKind: JsonValueKind.Object } root ? root : null;

    private static TrueConfError? Of(JsonElement root) =>
        root.TryGetProperty("error", out var error) && error.ValueKind is not (JsonValueKind.Null or JsonValueKind.False)
            ? Named(error) ?? new TrueConfError("no reason given")
            : null;

    private static TrueConfError? Named(JsonElement said) => Word(said) is { } word ? new TrueConfError(word) : null;

    private static string? Word(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.String => Clean(said.GetRawText()),
        JsonValueKind.Object when said.TryGetProperty("errors", out var all) && all.ValueKind == JsonValueKind.Array =>
            all.EnumerateArray().Select(Word).FirstOrDefault(word => word is not null),
        JsonValueKind.Object when said.TryGetProperty("reason", out var reason) => Word(reason),
        _ => null,
    };

    private static string? Clean(string raw)
    {
        var word = new string([.. raw.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.').Take(_longestReason)]);
        return word.Length == 0 ? null : word;
    }
}
