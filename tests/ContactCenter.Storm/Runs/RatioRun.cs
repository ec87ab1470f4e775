using System.Globalization;
using ContactCenter.Storm.Crowds;
using ContactCenter.Storm.Sites;
using ContactCenter.Storm.Troubles;

namespace ContactCenter.Storm.Runs;

/// <summary>Two nodes against one on the same database, in turns, with as many guests as the machine can bear.</summary>
internal static class RatioRun
{
    public static async Task RunAsync(Arguments arguments, Report report)
    {
        var (atOnce, seconds, warmUp) = (arguments.Number("at-once", 60), arguments.Number("seconds", 20), arguments.Number("warm-up", 15));
        var rounds = arguments.Number("rounds", 3);
        await using var scene = await Scene.OpenAsync(
            arguments, nodes: 2, operators: 2 * atOnce, new Manners { Poll = 25, LongestTalk = TimeSpan.Zero, LeavesByTrueConf = 0 },
            ("Serilog:MinimumLevel:Default", "Warning"), ("Routing:RosterInterval", "00:00:00.2"));
        scene.Staff.AllAnswerWithin(TimeSpan.Zero);

        var measured = new List<(int Nodes, Round Round)>();
        for (var round = 0; round < 2 * rounds; round++)
        {
            var nodes = (round % 2) + 1;
            await SetAsync(scene.Site.Nodes[1], nodes == 2);

            // A node that has just been started compiles its code first.
            await RoundAsync(scene, atOnce, TimeSpan.FromSeconds(warmUp));
            measured.Add((nodes, await RoundAsync(scene, atOnce, TimeSpan.FromSeconds(seconds))));
            StormProgram.Say($"{nodes} node(s): {measured[^1].Round}");
        }

        await SetAsync(scene.Site.Nodes[1], up: true);
        await scene.EndAsync(report);
        report.Table(
            ["nodes", "calls/s", "202 to ringing", "processor seconds: nodes, database, guests and sandbox"],
            measured.Select(one => (IReadOnlyList<string>)[Text(one.Nodes), Text(one.Round.PerSecond), Figures.Of(one.Round.Offers), one.Round.Processors]));
        var (alone, two) = (Of(measured, 1), Of(measured, 2));
        report.Figure("Guests at once", atOnce);
        report.Figure("The limit", "the processors, which nodes, database, sandbox and guests share");
        report.Figure("Processor seconds of nodes and database per call, one node", Text(alone.Average(one => one.CostPerCall)));
        report.Figure("Processor seconds of nodes and database per call, two nodes", Text(two.Average(one => one.CostPerCall)));
        report.Figure("Calls per second, two nodes against one", Text(two.Sum(one => one.PerSecond) / alone.Sum(one => one.PerSecond)));
        report.Figure("p99 of 202 to ringing, two nodes against one",
            Text(Figures.At([.. two.SelectMany(one => one.Offers)], 0.99) / Figures.At([.. alone.SelectMany(one => one.Offers)], 0.99)));
    }

    /// <summary>From the 202 to the event that says it rings.</summary>
    public static IReadOnlyList<TimeSpan> OfferTimes(IEnumerable<Guest> guests) =>
    [
        .. from guest in guests
           let ringing = guest.Events.FirstOrDefault(one => one.Type == "ringing")
           where ringing is not null
           select ringing.SeenAt - guest.AcceptedAt,
    ];

    private static async Task SetAsync(Node node, bool up)
    {
        if (node.IsUp && !up)
        {
            await node.StopAsync();
        }
        else if (!node.IsUp && up)
        {
            await node.StartAsync();
        }
    }

    /// <summary>Each of so many guests calls, hangs up when connected, and calls again.</summary>
    public static async Task<Round> RoundAsync(Scene scene, int atOnce, TimeSpan length)
    {
        var before = Used(scene.Site);
        var began = TimeProvider.System.GetTimestamp();
        var loops = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => LoopAsync()));
        var guests = loops.SelectMany(one => one).ToList();
        var took = TimeProvider.System.GetElapsedTime(began);
        var used = Used(scene.Site).Zip(before, (now, then) => Math.Max(0, now - then)).ToList();
        var completed = guests.Count(guest => guest.Outcome == "completed");
        return new Round(
            completed / took.TotalSeconds, OfferTimes(guests), string.Join(", ", used.Select(Text)), (used[0] + used[1]) / Math.Max(1, completed));

        async Task<List<Guest>> LoopAsync()
        {
            var mine = new List<Guest>();
            while (TimeProvider.System.GetElapsedTime(began) < length)
            {
                var (guest, visit) = scene.Crowd.Admit(Temper.Patient);
                await visit;
                mine.Add(guest);
            }

            return mine;
        }
    }

    private static double[] Used(Site site) =>
        [site.Nodes.Sum(node => Machine.ProcessorSeconds(node.ProcessId)), site.Store.ProcessorSeconds, Machine.ProcessorSeconds(Environment.ProcessId)];

    private static List<Round> Of(List<(int Nodes, Round Round)> measured, int nodes) =>
        [.. measured.Where(one => one.Nodes == nodes).Select(one => one.Round)];

    private static string Text(double number) => number.ToString("0.00#", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal sealed record Round(double PerSecond, IReadOnlyList<TimeSpan> Offers, string Processors, double CostPerCall)
    {
        public override string ToString() => $"{Text(PerSecond)} calls/s, 202 to ringing {Figures.Of(Offers)}, processors {Processors}";
    }
}
