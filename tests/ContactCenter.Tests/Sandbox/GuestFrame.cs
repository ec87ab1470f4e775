using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using ContactCenter.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace ContactCenter.Tests.Sandbox;

/// <summary>The line of the guest's page to the sandbox, without a browser around it.</summary>
internal sealed class GuestFrame : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private JsonNode? _first;

    /// <summary>Opens a guest's link and shows its credential; returns when the server has said something.</summary>
    public static async Task<GuestFrame> OpenAsync(string link)
    {
        var frame = new GuestFrame();
        var url = new Uri(link);
        var address = new UriBuilder(url) { Scheme = "ws", Fragment = "", Path = $"{url.AbsolutePath}/line" }.Uri;
        await frame._socket.ConnectAsync(address, default).WithTimeout("the guest's page connects");
        var token = QueryHelpers.ParseQuery(url.Fragment.TrimStart('#'))["token"].ToString();
        var hello = new JsonObject { ["login"] = "*guest*", ["token"] = token }.ToJsonString();
        await frame._socket.SendAsync(Encoding.UTF8.GetBytes(hello), WebSocketMessageType.Text, endOfMessage: true, default);
        frame._first = await frame.ReadAsync();
        return frame;
    }

    /// <summary>What the page tells the page around it at the end.</summary>
    public async Task<string?> EndsAsync()
    {
        for (var said = _first; ; said = await ReadAsync())
        {
            if ((string?)said?["type"] == "closed")
            {
                return (string?)said["event"];
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonNode?> ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        var message = await _socket.ReceiveAsync(buffer, default).WithTimeout("the server says something to the guest's page");
        return JsonNode.Parse(buffer.AsSpan(0, message.Count));
    }
}
