using System.Net.WebSockets;
using System.Text.Json;

namespace TrueConf.Sandbox.Live;

/// <summary>JSON messages over a page's WebSocket.</summary>
internal static class Socket
{
    private const int _longestMessage = 256 * 1024;

    /// <summary>The socket, or null after refusing: a page of another site may not speak for a person at this machine.</summary>
    public static async Task<WebSocket?> AcceptAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest && FromHere.IsOwnPage(context.Request))
        {
            return await context.WebSockets.AcceptWebSocketAsync();
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return null;
    }

    /// <summary>Speaks and listens until the page is gone, the line is closed and said out, or the server stops.</summary>
    public static async Task RunAsync(WebSocket socket, Line line, Action<JsonElement> heed, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var sending = line.SendAllAsync(socket, over.Token);
        while (await ReadAsync(socket, over.Token) is { } message)
        {
            heed(message);
        }

        await over.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The next message; null when there will be none.</summary>
    public static async Task<JsonElement?> ReadAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (message.Length < _longestMessage)
            {
                var part = await socket.ReceiveAsync(buffer, cancellationToken);
                if (part.MessageType is WebSocketMessageType.Close)
                {
                    return null;
                }

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    return JsonElement.Parse(message.GetBuffer().AsSpan(0, (int)message.Length));
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or JsonException or OperationCanceledException)
        {
            // However it ended, the page is gone.
        }

        return null;
    }

    public static string Text(this JsonElement message, string name) =>
        message.ValueKind is JsonValueKind.Object && message.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
