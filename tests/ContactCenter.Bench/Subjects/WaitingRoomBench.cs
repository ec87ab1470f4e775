using System.Globalization;
using ContactCenter.Bench.Floors;
using ContactCenter.Bench.Lines;
using ContactCenter.Bench.Reporting;
using ContactCenter.Storm;
using ContactCenter.Storm.Sites;
using TrueConf.Sandbox;

namespace ContactCenter.Bench.Subjects;

/// <summary>What a guest who waits costs the server, beside a bare hub with as many idle lines; and how soon a free operator is offered to the first of them.</summary>
internal static class WaitingRoomBench
{
    private const string _key = "bench-bench-bench-bench-bench-bench";
    private static readonly TimeSpan _longestOpening = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(30);

    private static readonly (string, string)[] _settings =
    [
        ("Routing:QueueLimit", "1000000"), ("Routing:MaxWait", "1.00:00:00"), ("Routing:RosterInterval", "00:00:01"), ("Routing:RingTimeout", "00:05:00"),
        ("Hosting:AdminKey", _key), ("TrueConf:RequestTimeout", "00:00:10"), ("Serilog:MinimumLevel:Default", "Warning"),
    ];

    public static async Task RunAsync(Arguments arguments, Findings findings)
    {
        var quick = arguments.IsSaid("quick");
        int[] counts = arguments.IsSaid("count") ? [arguments.Number("count", 0)] : quick ? [200, 1000] : [1000, 10_000, Most(20_000)];
        var (calm, offers) = (TimeSpan.FromSeconds(arguments.Number("seconds", quick ? 10 : 60)), arguments.Number("offers", quick ? 4 : 20));
        var rooms = new List<Room>();
        foreach (var count in counts)
        {
            if (count > Most(count))
            {
                findings.Note($"{count} guests would need more open files than the {OpenFiles.Limit} that this machine allows.");
                continue;
            }

            StormProgram.Say($"{count} idle lines at a bare hub.");
            var floor = await FloorAsync(count, calm);
            StormProgram.Say($"{floor}; {count} guests at the server.");
            rooms.Add(new Room(count, floor, await OursAsync(arguments, count, calm, offers)));
            StormProgram.Say(rooms[^1].Ours.ToString());
        }

        findings.Note($"The server's store: {arguments.Store}.");
        Tell(findings, rooms, calm);
    }

    /// <summary>So many, or as many as may be open at once: the server has files and connections to others open, too.</summary>
    private static int Most(int wanted) => (int)Math.Min((ulong)wanted, OpenFiles.Limit - 1000);

    private static async Task<Cost> FloorAsync(int count, TimeSpan calm)
    {
        using var server = await Companion.StartAsync(_soon, "bare-hub");

        // A few come and go first, so that what the first one costs is not counted.
        using (await GuestsAsync(server.Ready, 20, idle: true))
        {
        }

        var heapBefore = await HeapAsync();
        var before = Machine.ResidentMegabytes(server.ProcessId);
        using var guests = await GuestsAsync(server.Ready, count, idle: true);
        var used = await UsedAsync(server.ProcessId, calm);
        var heap = await HeapAsync();
        return new Cost((Machine.ResidentMegabytes(server.ProcessId) - before) * 1024 / count, (heap - heapBefore) / 1024 / count, used, []);

        async Task<double> HeapAsync() => double.Parse(await server.AskAsync("tidy", _soon), CultureInfo.InvariantCulture);
    }

    private static async Task<Cost> OursAsync(Arguments arguments, int count, TimeSpan calm, int offers)
    {
        await using var site = await Site.StartAsync(arguments, 1, _settings);
        var node = site.Nodes[0];
        string[] people = [.. Enumerable.Range(1, offers + 1).Select(number => $"operator{number:000}")];
        foreach (var one in people)
        {
            site.TrueConf.AddOperator(one, one);
            site.TrueConf.OperatorIsBusy(one);
        }

        using (await GuestsAsync(node.Address.ToString(), 20, idle: false))
        {
        }

        // Those are gone when their grace is over.
        await Task.Delay(TimeSpan.FromSeconds(25), TimeProvider.System);
        await Heap.CollectAsync(node.ProcessId);
        var (before, heapBefore) = (Machine.ResidentMegabytes(node.ProcessId), await HeapBytesAsync(node));
        using var guests = await GuestsAsync(node.Address.ToString(), count, idle: false);
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        await guests.AskAsync("heard", _soon);
        var used = await UsedAsync(node.ProcessId, calm);
        var heard = await guests.AskAsync("heard", _soon);
        StormProgram.Say($"Messages while nothing changed, and lines that were cut: {heard}.");
        await Heap.CollectAsync(node.ProcessId);
        var (memory, heap) = (Machine.ResidentMegabytes(node.ProcessId), await HeapBytesAsync(node));
        var times = new List<OfferTime>();
        foreach (var person in people)
        {
            times.Add(await OfferAsync(site.TrueConf, person));
        }

        // The first one pays for code that has not run before.
        return new Cost((memory - before) * 1024 / count, (heap - heapBefore) / 1024 / count, used, times[1..]);
    }

    private static Task<Companion> GuestsAsync(string server, int count, bool idle) =>
        Companion.StartAsync(_longestOpening, ["guests", "--server", server, "--count", $"{count}", .. idle ? new[] { "--idle" } : []]);

    /// <summary>Processor time as a share of one core.</summary>
    private static async Task<double> UsedAsync(int process, TimeSpan during)
    {
        var (used, began) = (Machine.ProcessorSeconds(process), TimeProvider.System.GetTimestamp());
        await Task.Delay(during, TimeProvider.System);
        return (Machine.ProcessorSeconds(process) - used) / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>What the last collection left.</summary>
    private static async Task<double> HeapBytesAsync(Node node)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { { "X-Admin-Key", _key } } };
        var text = await http.GetStringAsync(new Uri(node.Address, "/metrics"));
        var heaps = text.Split('\n').Where(line => line.StartsWith("dotnet_gc_last_collection_heap_size", StringComparison.Ordinal)).ToList();
        StormProgram.Say(string.Join(", ", heaps));
        return heaps.Sum(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
    }

    /// <summary>One of them becomes free, is rung, and lets it ring.</summary>
    private static async Task<OfferTime> OfferAsync(SandboxServer trueConf, string person)
    {
        var number = trueConf.Log[^1].Number;
        var freeAt = TimeProvider.System.GetUtcNow();
        trueConf.OperatorIsOnline(person);
        await trueConf.RingsAsync(person, TimeSpan.FromMinutes(2));
        var log = trueConf.LogAfter(number);
        var created = log.First(entry => entry is { Kind: LogKind.Request, Route: ApiRoute.Create } && entry.At >= freeAt).At;
        var known = log.Where(entry => entry is { Kind: LogKind.Request, Route: ApiRoute.GroupUsers } && EndOf(entry) <= created).Max(EndOf);
        var rings = log.First(entry => entry.Kind == LogKind.RingStarted && entry.User == person).At;
        return new OfferTime((rings - freeAt).TotalSeconds, (created - known).TotalSeconds);

        static DateTimeOffset EndOf(LogEntry entry) => entry.At.AddMilliseconds(entry.ServiceMilliseconds ?? 0);
    }

    private static void Tell(Findings findings, IReadOnlyList<Room> rooms, TimeSpan calm)
    {
        findings.Table(
            "Memory of the server for each guest who waits, in kB",
            ["guests", "resident", "resident, bare hub", "ratio", "live objects", "live objects, bare hub", "ratio"],
            rooms.Select(room => (IReadOnlyList<object?>)
            [
                room.Count, room.Ours.Resident, room.Floor.Resident, room.Ours.Resident / room.Floor.Resident,
                room.Ours.Heap, room.Floor.Heap, room.Ours.Heap / room.Floor.Heap,
            ]));
        findings.Table(
            $"Share of one core that the server needs while nothing changes, over {calm.TotalSeconds:0} s", ["guests", "server", "bare hub", "ratio"],
            rooms.Select(room => (IReadOnlyList<object?>)[room.Count, room.Ours.Processor, room.Floor.Processor, room.Ours.Processor / room.Floor.Processor]));
        findings.Table(
            "An operator becomes free while so many wait, in seconds", ["guests", "from", .. Spread.Heads],
            rooms.SelectMany(room => new IReadOnlyList<object?>[]
            {
                [room.Count, "free to ringing (roster interval 1 s)", .. new Spread(room.Ours.Offers.Select(one => one.FreeToRinging)).Cells],
                [room.Count, "known as free to offer committed", .. new Spread(room.Ours.Offers.Select(one => one.KnownToOffer)).Cells],
            }));
        findings.Chart(new Chart(
            "Live memory for each guest who waits", new Axis("guests", IsLogarithmic: true), new Axis("kB"),
            [
                new Line("bare SignalR hub", [.. rooms.Select(room => ((double)room.Count, room.Floor.Heap))], IsFloor: true),
                new Line("ContactCenter", [.. rooms.Select(room => ((double)room.Count, room.Ours.Heap))]),
            ]));
        findings.Note($"At most {OpenFiles.Limit} open files a process: raised by the bench (setrlimit) for itself and what it starts.");
        findings.Note("Guests live in a process of their own: raw WebSockets that speak SignalR's JSON protocol and say every 15 s that they are there. Memory is read after a full collection; resident memory holds what the collector has not given back.");
        findings.Note("Known as free: the end of the last reading of the group before the offer. Offer committed: the request to create its conference, which follows the commit, so the true figure is smaller.");
    }

    /// <param name="Resident">kB a guest.</param>
    /// <param name="Heap">Of that, live objects, kB a guest.</param>
    /// <param name="Processor">Cores.</param>
    private sealed record Cost(double Resident, double Heap, double Processor, IReadOnlyList<OfferTime> Offers)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{Resident:0.0} kB resident and {Heap:0.0} kB live a guest, {Processor:0.000} cores");
    }

    private sealed record OfferTime(double FreeToRinging, double KnownToOffer);

    private sealed record Room(int Count, Cost Floor, Cost Ours);
}
