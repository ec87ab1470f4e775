using System.Net.Http.Headers;
using System.Text.Json;
using ContactCenter.Operators;
using RestEase;

namespace ContactCenter.TrueConf;

/// <summary>TrueConf's JSON: snake case, and one kind of value where another was promised.</summary>
internal static class TrueConfJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new LenientString(), new LenientNumber() },
    };

    /// <summary>Reads a body; null when it is not what was asked for.</summary>
    public static T? Read<T>(string? body)
    {
        try
        {
            return string.IsNullOrWhiteSpace(body) && typeof(T).IsAssignableTo(typeof(IMayBeEmpty))
                ? JsonSerializer.Deserialize<T>("{}", Options)
                : JsonSerializer.Deserialize<T>(body ?? "", Options);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

/// <summary>Writes the bodies of RestEase's requests.</summary>
internal sealed class TrueConfBodyWriter : RequestBodySerializer
{
    public override HttpContent? SerializeBody<T>(T body, RequestBodySerializerInfo info) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, TrueConfJson.Options))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
}

/// <summary>Reads the bodies of good answers; from one that cannot be read nothing is known.</summary>
internal sealed class TrueConfBodyReader(TrueConfCondition condition) : ResponseDeserializer
{
    public override T Deserialize<T>(string? content, HttpResponseMessage response, ResponseDeserializerInfo info)
    {
        // Neither a proxy's "200, please sign in" nor an error that came with a 200 may pass for "the conference was stopped".
        var error = TrueConfError.ReadFromGoodAnswer(content);
        if (error is null && TrueConfJson.Read<T>(content) is { } body)
        {
            return body;
        }

        var what = error is null ? "with a body that is not TrueConf's" : $"with an error in it ({error.Reason})";
        var problem = $"{TrueConfRequest.Describe(response.RequestMessage)}: {(int)response.StatusCode} {what}.";
        condition.Unreachable(problem);
        throw new TrueConfException(TrueConfFailure.Unknown, problem);
    }
}
