using System.Globalization;
using ContactCenter.Storm.Crowds;
using ContactCenter.Storm.Sites;
using ContactCenter.Storm.Troubles;

namespace ContactCenter.Storm.Runs;

/// <summary>Calls at an even pace for a long time: what is held in memory, in connections and in tables must not grow with them.</summary>
internal static class SoakRun
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(Arguments arguments, Report report)
    {
        var perSecond = arguments.Number("rate", 5);
        await using var scene = await Scene.OpenAsync(
            arguments, arguments.Number("nodes", 2), operators: 40, new Manners { Poll = 25, LongestTalk = TimeSpan.FromSeconds(3) },
            ("Serilog:MinimumLevel:Default", "Warning"), ("Routing:RosterInterval", "00:00:01"));
        scene.Staff.AllAnswerWithin(TimeSpan.FromMilliseconds(500));
        scene.GuestsCome(60 * perSecond, arguments.Number("at-most", 100), wild: false);

        var began = TimeProvider.System.GetTimestamp();
        var samples = new List<Sample>();
        while (TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(arguments.Number("minutes", 30)))
        {
            await Task.Delay(_every, TimeProvider.System);
            samples.Add(await SampleAsync(scene, TimeProvider.System.GetElapsedTime(began)));
            StormProgram.Say(string.Join(", ", samples[^1].Cells));
        }

        var during = TimeProvider.System.GetElapsedTime(began);
        var completed = scene.Crowd.Guests.Count(guest => guest.IsOver);
        await scene.EndAsync(report);

        // The first minutes fill pools and caches, and entries of the ledger are kept for ten minutes.
        var settled = samples.Skip(samples.Count / 3).ToList();
        var (first, second) = (settled.Take(settled.Count / 2).ToList(), settled.Skip(settled.Count / 2).ToList());
        report.Figure("Calls per second that were completed, of those asked for", $"{completed / during.TotalSeconds:0.00} of {perSecond}");
        report.Figure("202 to ringing", Figures.Of(RatioRun.OfferTimes(scene.Crowd.Guests)));
        report.Table(["without the first third", "first half", "second half"],
            Sample.Heads.Select((head, column) => (IReadOnlyList<string>)[head, Mean(first, column), Mean(second, column)]).Skip(1));
        report.Table(Sample.Heads, samples.Select(one => one.Cells));
    }

    private static async Task<Sample> SampleAsync(Scene scene, TimeSpan at)
    {
        var (connections, megabytes) = await scene.Site.Store.WeightAsync();
        var counts = await scene.Site.Store.CountsAsync();
        var nodes = scene.Site.Nodes;
        return new Sample(
        [
            at.TotalMinutes, scene.Crowd.Guests.Count, scene.Crowd.Present,
            nodes.Sum(node => Machine.ResidentMegabytes(node.ProcessId)), nodes.Sum(node => Machine.Sockets(node.ProcessId)), connections,
            counts["calls"], counts["call_events"], counts["conferences"], counts["idempotency"], counts["operators"], counts["nodes"], megabytes,
        ]);
    }

    private static string Mean(List<Sample> samples, int column) =>
        samples.Count == 0 ? "-" : Text(samples.Average(sample => sample.Values[column]));

    private static string Text(double number) => number.ToString(number % 1 == 0 ? "0" : "0.0", CultureInfo.InvariantCulture);

    private sealed record Sample(double[] Values)
    {
        public static readonly string[] Heads =
        [
            "minute", "guests so far", "guests there", "memory of the nodes (RSS, MB)", "sockets of the nodes", "connections to the database",
            "calls", "call_events", "conferences", "idempotency", "operators", "nodes", "database (MB)",
        ];

        public IReadOnlyList<string> Cells => [.. Values.Select(Text)];
    }
}
