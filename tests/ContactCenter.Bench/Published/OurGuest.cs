using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using ContactCenter.Bench.Lines;
using TrueConf.Sandbox;

namespace ContactCenter.Bench.Published;

/// <summary>Our page: places a call, follows it by the hub, joins, and hangs up.</summary>
internal sealed class OurGuest(Uri server, HttpClient http, SandboxServer trueConf) : IPage
{
    public async Task<Sighting> VisitAsync(Visit visit, CancellationToken closed)
    {
        var seen = new Sighting(visit, TimeProvider.System.GetUtcNow());
        try
        {
            using var placed = await http.PostAsJsonAsync(new Uri(server, "/api/calls"), new { guest = new { name = $"Guest {visit.Number}" } }, closed);
            placed.EnsureSuccessStatusCode();
            var call = await placed.Content.ReadFromJsonAsync<JsonElement>(closed);
            var (id, token) = (call.GetProperty("id").GetString()!, call.GetProperty("token").GetString()!);
            using var line = await HubSocket.OpenAsync(server, http, closed);
            await line.FollowAsync(id, token, closed);
            if (await FollowAsync(line, seen, closed) is { } link)
            {
                await TalkAsync(visit, link, id, token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
        catch (Exception e) when (e is HttpRequestException or WebSocketException or InvalidOperationException)
        {
            seen.Trouble = e.Message;
        }

        return seen;
    }

    /// <summary>The link into the conversation; null when the call ended without one.</summary>
    private static async Task<string?> FollowAsync(HubSocket line, Sighting seen, CancellationToken closed)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(closed);
        _ = PingAsync(line, over.Token);
        while (await line.HearAsync(closed) is { } message)
        {
            using var heard = JsonDocument.Parse(message);
            if (!heard.RootElement.TryGetProperty("item", out var item) || item.GetProperty("event") is not { ValueKind: JsonValueKind.Object } happened)
            {
                continue;
            }

            var now = TimeProvider.System.GetUtcNow();
            switch (happened.GetProperty("type").GetString())
            {
                case "ringing":
                    seen.RingsAt ??= now;
                    break;
                case "connected":
                    var link = happened.GetProperty("call").GetProperty("guestLink").GetString()!;
                    (seen.LinkAt, seen.Conference) = (now, new Uri(link).Segments[^1]);
                    await over.CancelAsync();
                    return link;
                case "ended":
                    await over.CancelAsync();
                    return null;
            }
        }

        return null;
    }

    private static async Task PingAsync(HubSocket line, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(HubSocket.PingPace, TimeProvider.System, over);
            await line.PingAsync(over);
        }
    }

    private async Task TalkAsync(Visit visit, string link, string id, string token)
    {
        var seat = trueConf.GuestJoins(link);
        await Task.Delay(visit.Talk, TimeProvider.System);
        trueConf.LeaveQuietly(seat);
        if (!visit.ClosesPage)
        {
            using var hangUp = new HttpRequestMessage(HttpMethod.Delete, new Uri(server, $"/api/calls/{id}"));
            hangUp.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.SendAsync(hangUp);
        }
    }
}
