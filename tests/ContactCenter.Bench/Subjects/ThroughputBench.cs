using ContactCenter.Bench.Floors;
using ContactCenter.Bench.Reporting;
using ContactCenter.Storm;
using ContactCenter.Storm.Crowds;
using ContactCenter.Storm.Runs;

namespace ContactCenter.Bench.Subjects;

/// <summary>Whole calls a second - placed, offered, rung, answered, connected, hung up, its conference gone - beside as many bare transactions on the same database.</summary>
internal static class ThroughputBench
{
    private static readonly (string Name, string Store, int Nodes)[] _sites =
        [("SQLite", "sqlite", 1), ("PostgreSQL, one node", "postgres", 1), ("PostgreSQL, two nodes", "postgres", 2)];

    private static readonly (string, string)[] _settings =
        [("Serilog:MinimumLevel:Default", "Warning"), ("Routing:RosterInterval", "00:00:00.2"), ("Routing:QueueLimit", "100000")];

    public static async Task RunAsync(Arguments arguments, Findings findings)
    {
        var quick = arguments.IsSaid("quick");
        var (atOnce, rounds) = (arguments.Number("at-once", 60), arguments.Number("rounds", quick ? 1 : 3));
        var (length, warmUp) = (TimeSpan.FromSeconds(arguments.Number("seconds", quick ? 6 : 20)), TimeSpan.FromSeconds(quick ? 5 : 15));
        var rows = new List<Row>();
        foreach (var (name, store, nodes) in _sites)
        {
            StormProgram.Say($"{name}, {atOnce} guests at once.");
            rows.Add(await MeasureAsync(name, Arguments.Parse(["--store", store, "--seed", $"{arguments.Seed}"]), nodes));
        }

        findings.Table(
            $"Whole calls a second with {atOnce} guests at once",
            ["store", "calls/s", "transactions a call", "bare rows/s with as many transactions", "share of the bare rate", "202 to ringing p50 (s)", "p95 (s)"],
            rows.Select(row => (IReadOnlyList<object?>)
                [row.Name, row.Calls, row.Transactions, row.Bare, row.Calls / row.Bare, row.Offers.At(0.5), row.Offers.At(0.95)]));
        findings.Chart(new Chart(
            "Whole calls a second", new Axis("") { Names = [.. rows.Select(row => row.Name)] }, new Axis("a second", IsLogarithmic: true),
            [
                new Line("bare transactions", [.. rows.Select((row, index) => (index + 1.0, row.Bare))], IsFloor: true),
                new Line("calls", [.. rows.Select((row, index) => (index + 1.0, row.Calls))]),
            ]));
        findings.Note("A bare row is inserted and updated as often as a call's rows are written (its changes, and those of its conference in the ledger), each time in a transaction of its own, by as many connections as there are guests, in turn with the rounds of calls. Guests, the stand-in for TrueConf Server and the database share the processors with the nodes.");

        async Task<Row> MeasureAsync(string name, Arguments with, int nodes)
        {
            await using var scene = await Scene.OpenAsync(
                with, nodes, operators: 2 * atOnce, new Manners { Poll = 25, LongestTalk = TimeSpan.Zero, LeavesByTrueConf = 0 }, _settings);
            scene.Staff.AllAnswerWithin(TimeSpan.Zero);
            await RatioRun.RoundAsync(scene, atOnce, warmUp);
            var transactions = await Lifecycle.TransactionsAsync(scene.Site.Store);
            var (calls, bare, offers) = (new List<double>(), new List<double>(), new List<TimeSpan>());
            for (var round = 0; round < rounds; round++)
            {
                bare.Add(await BareTransactions.PerSecondAsync(scene.Site.Store, atOnce, (int)Math.Round(transactions) - 1, length / 2));
                var measured = await RatioRun.RoundAsync(scene, atOnce, length);
                calls.Add(measured.PerSecond);
                offers.AddRange(measured.Offers);
            }

            return new Row(name, calls.Average(), transactions, bare.Average(), new Spread(offers.Select(one => one.TotalSeconds)));
        }
    }

    private sealed record Row(string Name, double Calls, double Transactions, double Bare, Spread Offers);
}
