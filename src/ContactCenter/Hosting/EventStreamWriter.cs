using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace ContactCenter.Hosting;

/// <summary>Writes an answer as server-sent events (<c>text/event-stream</c>).</summary>
/// <remarks>By hand, because the framework's writer knows no comments, and a stream on which nothing happens is kept open by them.</remarks>
internal sealed class EventStreamWriter(HttpResponse response, JsonSerializerOptions json)
{
    public const string ContentType = "text/event-stream";

    /// <summary>Opens the stream: nothing on its way may keep it back or keep it for later.</summary>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        return BeatAsync(cancellationToken);
    }

    /// <summary>One event; one without an id leaves the reader's place in the stream where it was.</summary>
    public Task SendAsync<T>(int? id, string type, T data, CancellationToken cancellationToken)
    {
        var place = id is null ? "" : $"id: {id}\n";
        return WriteAsync($"{place}event: {type}\ndata: {JsonSerializer.Serialize(data, json)}\n\n", cancellationToken);
    }

    /// <summary>A comment: readers ignore it, and those in between see that the line is in use.</summary>
    public Task BeatAsync(CancellationToken cancellationToken) => WriteAsync(":\n\n", cancellationToken);

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
