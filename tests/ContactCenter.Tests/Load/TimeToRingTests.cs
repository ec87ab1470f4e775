using ContactCenter.Calls;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;
using Xunit.Abstractions;

namespace ContactCenter.Tests.Load;

/// <summary>With an operator free, how long our own part takes from the 202 to the request that rings.</summary>
[Trait("Category", "Load")]
[Collection(nameof(OneAtATime))]
public class TimeToRingTests(ITestOutputHelper output)
{
    private const int _warmUp = 5;
    private static readonly TimeSpan _allowed = TimeSpan.FromMilliseconds(100);

    [Fact]
    public Task While_the_roster_is_fresh() => MeasureAsync(calls: 20, pause: TimeSpan.Zero);

    /// <summary>The first guest after a while: the roster must be read first.</summary>
    [Fact]
    public async Task After_a_quiet_time() =>
        Assert.Contains(ApiRoute.GroupUsers, await MeasureAsync(calls: 10, pause: TimeSpan.FromMilliseconds(700)));

    /// <summary>Gives what the last call had to ask before it rang.</summary>
    private async Task<ApiRoute[]> MeasureAsync(int calls, TimeSpan pause)
    {
        await using var here = await Installation.StartAsync();
        for (var i = 0; i < _warmUp + calls; i++)
        {
            // Each is rung once, so that nobody has to be seen free again.
            here.Sandbox.AddOperator($"operator{i}", $"Operator {i}");
            here.Sandbox.OperatorIsOnline($"operator{i}");
        }

        var whole = new List<TimeSpan>();
        var own = new List<TimeSpan>();
        ApiRoute[] asked = [];
        for (var i = 0; i < _warmUp + calls; i++)
        {
            await Task.Delay(pause, TimeProvider.System);
            (var took, var ofServer, asked) = await RingAsync(here);
            if (i >= _warmUp)
            {
                whole.Add(took);
                own.Add(took - ofServer);
            }
        }

        var figures = Figures.Of(own);
        output.WriteLine($"202 to run: {Figures.Of(whole)}; without the requests in between: {figures}.");
        Assert.InRange(figures.Median, double.MinValue, _allowed.TotalMilliseconds);
        return asked;
    }

    /// <summary>How long one call took to ring, and how much of it TrueConf Server had a request of ours in hand.</summary>
    private static async Task<(TimeSpan Took, TimeSpan OfServer, ApiRoute[] Asked)> RingAsync(Installation here)
    {
        var last = here.Sandbox.Log is [.., var entry] ? entry.Number : 0;
        await using var guest = await here.GuestCallsAsync();
        await guest.SeesAsync(CallState.Ringing);
        await guest.HangUpAsync();
        await here.EverythingIsTidyAsync();

        var requests = here.Sandbox.LogAfter(last).Where(entry => entry.Kind == LogKind.Request).ToList();
        var run = Assert.Single(requests, entry => entry.Route == ApiRoute.Run).At;
        var before = requests.Where(entry => entry.At >= guest.AskedAt && entry.At < run).ToList();
        return (run - guest.AcceptedAt, Busy(before, guest.AcceptedAt, run), [.. before.Select(entry => entry.Route!.Value)]);
    }

    /// <summary>Requests may run side by side; time counts once.</summary>
    private static TimeSpan Busy(IEnumerable<LogEntry> requests, DateTimeOffset from, DateTimeOffset to)
    {
        var busy = TimeSpan.Zero;
        var until = from;
        foreach (var request in requests.OrderBy(request => request.At))
        {
            var begin = request.At > until ? request.At : until;
            var end = request.At + TimeSpan.FromMilliseconds(request.ServiceMilliseconds!.Value);
            end = end < to ? end : to;
            if (end > begin)
            {
                busy += end - begin;
                until = end;
            }
        }

        return busy;
    }
}
