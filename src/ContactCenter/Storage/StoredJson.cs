using System.Text.Json;
using System.Text.Json.Serialization;
using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Storage;

/// <summary>The form in which calls and their views are stored: facts only, what is derived from them is left out.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new IdConverter<CallId>(text => CallId.TryParse(text)),
            new IdConverter<LedgerId>(text => LedgerId.TryParse(text)),
            new IdConverter<NodeId>(text => new NodeId(text)),
            new IdConverter<OperatorId>(text => new OperatorId(text)),
            new IdConverter<GroupId>(text => new GroupId(text)),
            new IdConverter<ConferenceId>(text => new ConferenceId(text)),
            new TroubleConverter(),
            new NeedsConverter(),
        },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, _options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, _options) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    /// <summary>An id is stored as the text that names it everywhere else.</summary>
    private sealed class IdConverter<T>(Func<string, T?> parse) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            parse(reader.GetString()!) ?? throw new JsonException($"'{reader.GetString()}' is no {typeof(T).Name}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString()!);
    }

    /// <summary>Of an exception what people and programs go by; where it was thrown is another node's business.</summary>
    private sealed class TroubleConverter : JsonConverter<TrueConfException>
    {
        public override TrueConfException Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<StoredTrouble>(ref reader, options) is { } trouble
                ? new TrueConfException(trouble.Failure, trouble.Message)
                : throw new JsonException("A stored trouble is null.");

        public override void Write(Utf8JsonWriter writer, TrueConfException value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new StoredTrouble(value.Failure, value.Message), options);
    }

    private sealed class NeedsConverter : JsonConverter<SkillNeeds>
    {
        public override SkillNeeds Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            SkillNeeds.Of(JsonSerializer.Deserialize<Dictionary<string, int>>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, SkillNeeds value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Levels, options);
    }

    private sealed record StoredTrouble(TrueConfFailure Failure, string Message);
}
