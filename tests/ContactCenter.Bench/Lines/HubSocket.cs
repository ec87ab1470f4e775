using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ContactCenter.Bench.Lines;

/// <summary>A line to the guests' hub as a page has it: SignalR's JSON protocol over a bare WebSocket, without negotiation.</summary>
internal sealed class HubSocket : IDisposable
{
    private const byte _end = 0x1e;

    /// <summary>As SignalR's client in a page does, and well within the thirty seconds after which the server gives it up.</summary>
    public static readonly TimeSpan PingPace = TimeSpan.FromSeconds(15);

    private static readonly byte[] _ping = [.. "{\"type\":6}"u8, _end];

    private readonly ClientWebSocket _socket = new();
    private byte[] _buffer = new byte[1024];
    private int _filled;
    private int _read;

    public static async Task<HubSocket> OpenAsync(Uri server, HttpMessageInvoker invoker, CancellationToken cancellationToken)
    {
        var line = new HubSocket();
        line._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await line._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hubs/guest" }.Uri, invoker, cancellationToken);
        await line.SayAsync("""{"protocol":"json","version":1}""", cancellationToken);
        if (await line.HearAsync(cancellationToken) is not { Length: 2 })
        {
            throw new InvalidOperationException("The hub does not speak SignalR's JSON protocol.");
        }

        return line;
    }

    public Task FollowAsync(string call, string token, CancellationToken cancellationToken) =>
        SayAsync(JsonSerializer.Serialize(new { type = 4, invocationId = "1", target = "Follow", arguments = new object[] { call, token, 0 } }), cancellationToken);

    /// <summary>To be said at <see cref="PingPace"/>, never while something else is.</summary>
    public async Task PingAsync(CancellationToken cancellationToken) =>
        await _socket.SendAsync(_ping, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>The next message, good until the next is asked for; null when the line was cut.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> HearAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_buffer.AsSpan(_read, _filled - _read).IndexOf(_end) is >= 0 and var length)
            {
                _read += length + 1;
                return _buffer.AsMemory(_read - length - 1, length);
            }

            MakeRoom();
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            _filled += received.Count;
        }
    }

    public void Dispose() => _socket.Dispose();

    private void MakeRoom()
    {
        _buffer.AsSpan(_read, _filled - _read).CopyTo(_buffer);
        (_filled, _read) = (_filled - _read, 0);
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
    }

    private async Task SayAsync(string message, CancellationToken cancellationToken) => await _socket.SendAsync(
        (byte[])[.. Encoding.UTF8.GetBytes(message), _end], WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
