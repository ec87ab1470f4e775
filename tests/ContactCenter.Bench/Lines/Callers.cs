using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using ContactCenter.Storm;

namespace ContactCenter.Bench.Lines;

/// <summary>
/// A process that sends one request after the other to an address, several at once, on connections that stay open. Asked for so
/// many seconds it does so, and says answers a second, their median and 95th percentile in milliseconds, and what was not 202.
/// </summary>
internal sealed class Callers(Uri address, int clients)
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });

    public static async Task RunAsync(Arguments arguments)
    {
        var callers = new Callers(new Uri(arguments.Text("address", "")), arguments.Number("clients", 16));
        await callers.CallAsync(TimeSpan.FromSeconds(arguments.Number("warm-up", 2)));
        await Companion.ServeAsync("ready", async seconds =>
            await callers.CallAsync(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))));
    }

    private async Task<string> CallAsync(TimeSpan length)
    {
        var (began, refused) = (TimeProvider.System.GetTimestamp(), 0);
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var mine = new List<double>();
            while (TimeProvider.System.GetElapsedTime(began) < length)
            {
                var asked = TimeProvider.System.GetTimestamp();
                using var answer = await _http.PostAsJsonAsync(address, new { guest = new { name = "Guest" } });
                await answer.Content.ReadAsByteArrayAsync();
                mine.Add(TimeProvider.System.GetElapsedTime(asked).TotalMilliseconds);
                if (answer.StatusCode != HttpStatusCode.Accepted)
                {
                    Interlocked.Increment(ref refused);
                }
            }

            return mine;
        })));
        var took = TimeProvider.System.GetElapsedTime(began);
        var sorted = times.SelectMany(one => one).Order().ToArray();
        return string.Create(
            CultureInfo.InvariantCulture, $"{sorted.Length / took.TotalSeconds} {sorted[sorted.Length / 2]} {sorted[sorted.Length * 95 / 100]} {refused}");
    }
}
