using System.Globalization;
using ContactCenter.Bench.Floors;
using ContactCenter.Bench.Lines;
using ContactCenter.Bench.Reporting;
using ContactCenter.Storm;
using ContactCenter.Storm.Sites;

namespace ContactCenter.Bench.Subjects;

/// <summary>POST /api/calls, which is durable before it is answered, beside an endpoint that does nothing and beside the bare insert.</summary>
internal static class ApiBench
{
    private const double _target = 0.5;

    /// <summary>Shorter than a guest may be silent: nobody follows these calls, and what happens when guests are missed is no part of placing one.</summary>
    private const int _seconds = 4;

    private const int _warmUp = 10;

    /// <summary>After the warm-up: until its guests have been missed.</summary>
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private static readonly (string, string)[] _settings =
    [
        ("Serilog:MinimumLevel:Default", "Warning"), ("Routing:QueueLimit", "1000000"), ("Routing:RosterInterval", "00:00:01"),
        ("Routing:MaxWait", "01:00:00"), ("Routing:GuestGrace", "00:10:00"),
    ];

    public static async Task RunAsync(Arguments arguments, Findings findings)
    {
        var quick = arguments.IsSaid("quick");
        var (clients, seconds) = (arguments.Number("clients", 16), arguments.Number("seconds", _seconds));
        var rounds = arguments.Number("rounds", quick ? 1 : 2);
        var rows = new List<Row>();
        foreach (var (name, store) in new[] { ("SQLite", "sqlite"), ("PostgreSQL", "postgres") })
        {
            var measured = new List<Row>();
            for (var round = 1; round <= rounds; round++)
            {
                StormProgram.Say($"{name}, round {round}.");
                measured.Add(await MeasureAsync(name, store));
                StormProgram.Say(measured[^1].ToString());
            }

            rows.Add(Row.Mean(measured));
        }

        findings.Table(
            $"POST /api/calls with {clients} clients at once", ["store", "calls/s", "bare inserts/s", "of the bare inserts", "empty answers/s", "of the empty answers", "p50 (ms)", "p95 (ms)", "empty p50 (ms)", "processor a call (ms)", "processor an empty answer (ms)", "refused"],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                row.Store, row.Calls.PerSecond, row.Bare, row.Calls.PerSecond / row.Bare, row.Empty.PerSecond, row.Calls.PerSecond / row.Empty.PerSecond,
                row.Calls.Median, row.Calls.Late, row.Empty.Median, row.Calls.Processor, row.Empty.Processor, row.Calls.Refused,
            ]));
        foreach (var row in rows)
        {
            findings.Target($"{row.Store}: calls placed against bare inserts", $"at least {_target:0 %}", row.Calls.PerSecond / row.Bare, row.Calls.PerSecond / row.Bare >= _target);
        }

        findings.Chart(new Chart(
            "Calls placed a second", new Axis("") { Names = [.. rows.Select(row => row.Store)] }, new Axis("a second", IsLogarithmic: true),
            [
                new Line("empty endpoint", [.. rows.Select((row, index) => (index + 1.0, row.Empty.PerSecond))], IsFloor: true),
                new Line("bare insert", [.. rows.Select((row, index) => (index + 1.0, row.Bare))], IsFloor: true),
                new Line("POST /api/calls", [.. rows.Select((row, index) => (index + 1.0, row.Calls.PerSecond))]),
            ]));
        findings.Note($"Clients live in a process of their own and keep their connections. The empty endpoint reads a JSON body and answers with one. A bare insert is one row of a call's size in a transaction of its own, on as many connections as there are clients (SQLite: one after the other). Each round has a new database; a warm-up of {_warmUp} s comes before each, and a pause in which the guests of its calls are missed, whom nobody plays.");

        async Task<Row> MeasureAsync(string name, string store)
        {
            await using var site = await Site.StartAsync(Arguments.Parse(["--store", store]), 1, _settings);
            using var bare = await Companion.StartAsync(_patience, "bare-hub");
            var empty = await CallAsync(new Uri(new Uri(bare.Ready), "/empty"), bare.ProcessId, isOurs: false);
            var inserts = await BareTransactions.PerSecondAsync(site.Store, clients, updates: 0, TimeSpan.FromSeconds(seconds));
            return new Row(name, await CallAsync(new Uri(site.Nodes[0].Address, "/api/calls"), site.Nodes[0].ProcessId, isOurs: true), inserts, empty);
        }

        async Task<Answers> CallAsync(Uri address, int process, bool isOurs)
        {
            using var callers = await Companion.StartAsync(_patience, "callers", "--address", address.ToString(), "--clients", $"{clients}", "--warm-up", $"{_warmUp}");
            await Task.Delay(isOurs ? _rest : TimeSpan.Zero, TimeProvider.System);
            var used = Machine.ProcessorSeconds(process);
            var answers = Answers.Parse(await callers.AskAsync($"{seconds}", _patience));
            return answers with { Processor = 1000 * (Machine.ProcessorSeconds(process) - used) / (answers.PerSecond * seconds) };
        }
    }

    /// <param name="Median">In milliseconds.</param>
    /// <param name="Late">The 95th percentile, in milliseconds.</param>
    /// <param name="Refused">What was not answered with 202.</param>
    private sealed record Answers(double PerSecond, double Median, double Late, double Refused)
    {
        /// <summary>Milliseconds of processor time that the server needed for each, whatever else it did meanwhile.</summary>
        public double Processor { get; init; }

        public static Answers Parse(string text) =>
            text.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToList() is [var rate, var median, var late, var refused]
                ? new Answers(rate, median, late, refused)
                : throw new FormatException(text);

        public static Answers Mean(IReadOnlyCollection<Answers> some) => new(
            some.Average(one => one.PerSecond), some.Average(one => one.Median), some.Average(one => one.Late), some.Sum(one => one.Refused))
        {
            Processor = some.Average(one => one.Processor),
        };
    }

    private sealed record Row(string Store, Answers Calls, double Bare, Answers Empty)
    {
        public static Row Mean(IReadOnlyCollection<Row> rounds) => new(
            rounds.First().Store, Answers.Mean([.. rounds.Select(one => one.Calls)]), rounds.Average(one => one.Bare), Answers.Mean([.. rounds.Select(one => one.Empty)]));
    }
}
