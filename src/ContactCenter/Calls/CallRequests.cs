using System.Globalization;
using System.Text.Json;
using ContactCenter.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ContactCenter.Calls;

/// <summary>Reads what guests' requests say, so that every refusal can name the field, the value and the rule.</summary>
internal static class CallRequests
{
    public const int LongestWait = 30;

    private const int _shortestKey = 22;
    private const int _longestKey = 128;
    private const string _lastEventId = "Last-Event-ID";

    /// <summary>The body, an empty one being as good as <c>{}</c>; or why it cannot be read.</summary>
    public static async Task<(T? Body, ProblemHttpResult? Unreadable)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length == 0)
        {
            body.Write("{}"u8);
        }
        else if (!request.HasJsonContentType())
        {
            return (null, Problems.Bare(StatusCodes.Status415UnsupportedMediaType));
        }

        var json = request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            return JsonSerializer.Deserialize<T>(body.ToArray(), json) is { } read
                ? (read, null)
                : (null, Problems.Bare(StatusCodes.Status400BadRequest));
        }
        catch (JsonException e)
        {
            return (null, IsJson(body.ToArray()) ? WrongType(e.Path) : Problems.Bare(StatusCodes.Status400BadRequest));
        }
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            JsonDocument.Parse(body).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ProblemHttpResult WrongType(string? path) => Problems.Invalid(new Dictionary<string, string[]>
    {
        [path is { Length: > 2 } ? path[2..] : "body"] = ["is of the wrong type."],
    });

    /// <summary>The number, or null when the text is none in range. Absent means the smallest.</summary>
    public static int? WholeNumber(string? text, int smallest, int largest) =>
        text is null ? smallest
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest ? number
        : null;

    /// <summary>Whether the events are wanted as a stream rather than by long poll.</summary>
    public static bool WantsStream(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType == EventStreamWriter.ContentType && type.Quality is not 0);

    /// <summary>Where the reader of events stopped, and the field that says so: a stream's own word wins over the address.</summary>
    public static (string Field, string? Given) PlaceOf(HttpRequest request, string? after) =>
        WantsStream(request) && request.Headers.TryGetValue(_lastEventId, out var place) ? (_lastEventId, place.ToString()) : ("after", after);

    /// <summary>The request's Idempotency-Key, or why it is none; neither when it has none.</summary>
    public static (IdempotencyKey? Key, string? Error) KeyOf(HttpRequest request, NewCall wish)
    {
        if (!request.Headers.TryGetValue("Idempotency-Key", out var header))
        {
            return (null, null);
        }

        var key = header.ToString();
        return key.Length is >= _shortestKey and <= _longestKey
            ? (new IdempotencyKey(NewCall.Hash(key), wish.Fingerprint()), null)
            : (null, $"has {key.Length} characters; it must have {_shortestKey} to {_longestKey}, random.");
    }
}

/// <summary>Body of <c>POST …/connection-closed</c>.</summary>
/// <param name="Leg">The leg that closed; absent means the latest.</param>
/// <param name="Reason">What TrueConf's page said: <c>connectionClosed</c>, <c>logout</c>, <c>loginFail</c>, <c>notSupported</c>; absent is the first.</param>
public sealed record ClosedPage(int? Leg = null, string? Reason = null)
{
    private const string _loginFail = "loginFail";
    private const string _notSupported = "notSupported";
    private static readonly string[] _reasons = ["connectionClosed", "logout", _loginFail, _notSupported];

    internal bool WasRefused => Reason is _loginFail or _notSupported;

    internal Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Leg < 1)
        {
            errors["leg"] = [$"is {Leg}; legs count from 1."];
        }

        if (Reason is not null && !_reasons.Contains(Reason))
        {
            errors["reason"] = [$"must be one of {string.Join(", ", _reasons)}."];
        }

        return errors;
    }
}
