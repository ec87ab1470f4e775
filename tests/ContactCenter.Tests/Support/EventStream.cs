using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ContactCenter.Tests.Support;

/// <summary>A call followed as server-sent events, read as they are on the wire.</summary>
internal sealed class EventStream : IDisposable
{
    private readonly HttpClient _http;
    private readonly StreamReader _reader;

    private EventStream(HttpClient http, HttpResponseMessage reply, Stream body) => (_http, Reply, _reader) = (http, reply, new StreamReader(body));

    public HttpResponseMessage Reply { get; }

    /// <summary>How many comments were read so far; the first opens the stream.</summary>
    public int Comments { get; private set; }

    public static async Task<EventStream> OpenAsync(ContactCenterApp app, GuestOnPhone guest, int? after = null, string? lastEventId = null)
    {
        var http = app.Guest();
        var reply = await AskAsync(http, guest, after is null ? "" : $"?after={after}", lastEventId);
        Assert.True(reply.StatusCode == HttpStatusCode.OK, await OnlyWhenRefusedAsync(reply));
        return new EventStream(http, reply, await reply.Content.ReadAsStreamAsync());
    }

    /// <summary>The answer, whatever it is.</summary>
    public static async Task<HttpResponseMessage> AskAsync(HttpClient http, GuestOnPhone guest, string query, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/calls/{guest.Id}/events{query}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", guest.Token);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WithTimeout("the stream is answered");
    }

    /// <summary>The next event; null when the stream is complete.</summary>
    public async Task<Told?> NextAsync()
    {
        string? id = null, type = null, data = null;
        while (await _reader.ReadLineAsync().WithTimeout("the stream says something") is { } line)
        {
            switch (line.Split(": ", 2))
            {
                case ["id", var text]:
                    id = text;
                    break;
                case ["event", var text]:
                    type = text;
                    break;
                case ["data", var text]:
                    data = text;
                    break;
                case [":"]:
                    Comments++;
                    break;
                case [""] when data is not null:
                    return new Told(id, type!, data);
                case [""]:
                    break;
                default:
                    Assert.Fail($"Not a line of server-sent events: {line}");
                    break;
            }
        }

        return null;
    }

    /// <summary>Events of the call as they come, until and with this type; progress in between is left out.</summary>
    public async Task<IReadOnlyList<Told>> EventsUntilAsync(string type)
    {
        var seen = new List<Told>();
        while (seen is not [.., var last] || last.Type != type)
        {
            var told = await NextAsync();
            Assert.True(told is not null, $"The stream was complete before {type}.");
            if (told.Type != "progress")
            {
                seen.Add(told);
            }
        }

        return seen;
    }

    /// <summary>Reads until the stream has sent so many comments, or has said anything else.</summary>
    public async Task CommentsReachAsync(int count)
    {
        while (Comments < count && await _reader.ReadLineAsync().WithTimeout($"the stream has sent {count} comments") is { } line)
        {
            Comments += line == ":" ? 1 : 0;
        }
    }

    /// <summary>The reader goes away without a word.</summary>
    public void Dispose()
    {
        Reply.Dispose();
        _http.Dispose();
    }

    private static async Task<string> OnlyWhenRefusedAsync(HttpResponseMessage reply) =>
        reply.IsSuccessStatusCode ? "" : $"{(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}";

    /// <summary>One event as it was written.</summary>
    internal sealed record Told(string? Id, string Type, string Data)
    {
        public JsonElement Json => JsonDocument.Parse(Data).RootElement;
    }
}
