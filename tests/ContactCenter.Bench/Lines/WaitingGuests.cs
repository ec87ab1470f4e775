using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ContactCenter.Storm;

namespace ContactCenter.Bench.Lines;

/// <summary>
/// A process with many guests' pages: each places a call and follows it, or, with <c>--idle</c>, only keeps a line open. Says
/// when all of them are connected; asked anything, how many messages they have heard since and how many lines were cut.
/// </summary>
internal sealed class WaitingGuests(Uri server, bool idle)
{
    private const int _atOnce = 48;
    private const int _slices = 50;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
    private readonly HttpMessageInvoker _sockets = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
    private readonly List<HubSocket> _lines = [];
    private long _heard;
    private int _cut;

    public static async Task RunAsync(Arguments arguments)
    {
        var guests = new WaitingGuests(new Uri(arguments.Text("server", "")), arguments.IsSaid("idle"));
        await guests.ComeAsync(arguments.Number("count", 10));
        _ = guests.StayAsync();
        await Companion.ServeAsync("ready", _ => Task.FromResult(guests.Told()));
    }

    private string Told() => string.Create(
        CultureInfo.InvariantCulture, $"{Interlocked.Exchange(ref _heard, 0)} {Volatile.Read(ref _cut)}");

    private async Task ComeAsync(int count)
    {
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, _atOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var line = await OpenAsync();
                lock (_lines)
                {
                    _lines.Add(line);
                }
            }
        })));
        Interlocked.Exchange(ref _heard, 0);
    }

    private async Task<HubSocket> OpenAsync()
    {
        if (idle)
        {
            return Listen(await HubSocket.OpenAsync(server, _sockets, CancellationToken.None));
        }

        using var placed = await _http.PostAsJsonAsync(new Uri(server, "/api/calls"), new { guest = new { name = "Guest" } });
        placed.EnsureSuccessStatusCode();
        var call = await placed.Content.ReadFromJsonAsync<JsonElement>();
        var line = await HubSocket.OpenAsync(server, _sockets, CancellationToken.None);
        await line.FollowAsync(call.GetProperty("id").GetString()!, call.GetProperty("token").GetString()!, CancellationToken.None);
        return Listen(line);
    }

    private HubSocket Listen(HubSocket line)
    {
        _ = ListenAsync(line);
        return line;
    }

    private async Task ListenAsync(HubSocket line)
    {
        try
        {
            while (await line.HearAsync(CancellationToken.None) is { } message)
            {
                // A ping says nothing.
                if (message.Length > 10)
                {
                    Interlocked.Increment(ref _heard);
                }
            }
        }
        finally
        {
            Interlocked.Increment(ref _cut);
        }
    }

    /// <summary>A few say that they are there, and then the next few, so that it comes as evenly as from people.</summary>
    private async Task StayAsync()
    {
        while (true)
        {
            foreach (var slice in _lines.Chunk(Math.Max(1, _lines.Count / _slices)))
            {
                await Task.WhenAll(slice.Select(line => line.PingAsync(CancellationToken.None))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await Task.Delay(HubSocket.PingPace / _slices, TimeProvider.System);
            }
        }
    }
}
