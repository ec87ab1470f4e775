using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace TrueConf.Sandbox.Live;

/// <summary>The way to one open page: what is said here is sent in order, by the one loop that may write to its socket.</summary>
internal sealed class Line(long number)
{
    private readonly Channel<string> _outgoing = Channel.CreateUnbounded<string>();
    private string? _shown;

    /// <summary>Another number for every page load; peers begin anew when it changes.</summary>
    public long Number { get; } = number;

    public void Say(object message) => _outgoing.Writer.TryWrite(JsonSerializer.Serialize(message, ControlJson.Options));

    /// <summary>Sends how things stand, unless the page knows already.</summary>
    public void Show(object state)
    {
        var text = JsonSerializer.Serialize(state, ControlJson.Options);
        if (text != _shown)
        {
            _shown = text;
            _outgoing.Writer.TryWrite(text);
        }
    }

    /// <summary>Nothing more is said; the socket closes after what was.</summary>
    public void Close() => _outgoing.Writer.TryComplete();

    public async Task SendAllAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        await foreach (var text in _outgoing.Reader.ReadAllAsync(cancellationToken))
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
    }
}
