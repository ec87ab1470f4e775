using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ContactCenter.Tests.Support;

/// <summary>A line to the guests' hub, spoken as it is on the wire: SignalR's JSON protocol over a bare WebSocket.</summary>
internal sealed class HubLine : IDisposable
{
    private const byte _end = 0x1e;

    private readonly ClientWebSocket _socket = new();
    private readonly List<byte> _unread = [];

    /// <summary>Why the stream was refused; null when it was not.</summary>
    public string? Error { get; private set; }

    public static async Task<HubLine> OpenAsync(Uri server)
    {
        var line = new HubLine();
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/hubs/guest" }.Uri;
        await line._socket.ConnectAsync(address, CancellationToken.None).WithTimeout("the hub's line is open");
        // Its answer, an object without a type, is heard with the rest: on a quick clock a line has little time to follow something.
        await line.SayAsync(new { protocol = "json", version = 1 });
        return line;
    }

    public Task FollowAsync(string? id, string? token, int after = 0) =>
        SayAsync(new { type = 4, invocationId = "1", target = "Follow", arguments = new object?[] { id, token, after } });

    /// <summary>The next message of the followed call; null when the stream is complete (see <see cref="Error"/>) or the line was cut.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        while (await HearAsync().WithTimeout("the hub says something") is { } message)
        {
            switch (message.TryGetProperty("type", out var type) ? type.GetInt32() : 0)
            {
                case 2:
                    return message.GetProperty("item");
                case 3:
                    Error = message.TryGetProperty("error", out var error) ? error.GetString() : null;
                    return null;
                case 7:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Events as they come, until and with this type; progress in between is left out.</summary>
    public async Task<IReadOnlyList<SeenEvent>> EventsUntilAsync(string type)
    {
        var seen = new List<SeenEvent>();
        while (seen is not [.., var last] || last.Type != type)
        {
            var message = await NextAsync();
            Assert.True(message is not null, $"The stream ended before {type}: {Error}");
            if (message.Value.GetProperty("event") is { ValueKind: JsonValueKind.Object } happened)
            {
                seen.Add(happened.Deserialize<SeenEvent>(JsonSerializerOptions.Web)!);
            }
        }

        return seen;
    }

    /// <summary>Progress as it comes, until one that is meant.</summary>
    public async Task<JsonElement> ProgressAsync(Func<JsonElement, bool> isMeant)
    {
        while (true)
        {
            var message = await NextAsync();
            Assert.True(message is not null, $"The stream ended before the progress came: {Error}");
            if (message.Value.GetProperty("progress") is { ValueKind: JsonValueKind.Object } progress && isMeant(progress))
            {
                return progress;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task SayAsync(object message)
    {
        byte[] said = [.. JsonSerializer.SerializeToUtf8Bytes(message), _end];
        await _socket.SendAsync(said, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    /// <summary>One message, whatever pieces it comes in; null when the line is closed.</summary>
    private async Task<JsonElement?> HearAsync()
    {
        var buffer = new byte[4096];
        while (!_unread.Contains(_end))
        {
            try
            {
                var piece = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                _unread.AddRange(buffer[..piece.Count]);
            }
            catch (WebSocketException)
            {
                return null;
            }
        }

        var length = _unread.IndexOf(_end);
        var text = Encoding.UTF8.GetString([.. _unread[..length]]);
        _unread.RemoveRange(0, length + 1);
        return JsonDocument.Parse(text).RootElement;
    }
}
