using ContactCenter.Bench.Lines;
using ContactCenter.Bench.Published;
using ContactCenter.Bench.Reporting;
using ContactCenter.Storm;
using ContactCenter.Storm.Sites;
using TrueConf.Sandbox;

namespace ContactCenter.Bench.Subjects;

/// <summary>The published algorithm and ours, in turn, on the same stand-in, with the same guests and the same operators.</summary>
internal static class PublishedBench
{
    private const double _target = 0.65;
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _longestOpening = TimeSpan.FromMinutes(10);

    private static readonly (string, string)[] _settings =
    [
        ("Routing:RosterInterval", "00:00:00.5"), ("Routing:RingTimeout", "00:00:10"), ("Routing:RetryDelay", "00:00:10"),
        ("Routing:SoloLimit", "00:00:30"), ("Routing:MaxOffers", "10"), ("Routing:MaxWait", "01:00:00"), ("Routing:QueueLimit", "100000"),
        ("TrueConf:RequestTimeout", "00:00:10"), ("Serilog:MinimumLevel:Default", "Warning"),
    ];

    public static async Task RunAsync(Arguments arguments, Findings findings)
    {
        var quick = arguments.IsSaid("quick");
        var visits = Visit.Plan(arguments.Seed, arguments.Number("per-minute", 30), TimeSpan.FromSeconds(arguments.Number("seconds", quick ? 30 : 240)));
        await using var site = await Site.StartAsync(arguments, 1, _settings);
        await site.Nodes[0].StopAsync();
        StormProgram.Say($"{visits.Count} guests, the published algorithm.");
        var published = await PublishedAsync(site, arguments, visits);
        StormProgram.Say($"{visits.Count} guests, ours.");
        var ours = await OursAsync(site, arguments, visits);
        findings.Note($"The server's store: {arguments.Store}.");
        Tell(findings, published, ours);
        await LoadsAsync(site, arguments, findings, quick ? [10, 100] : [10, 100, 1000, 10000]);
    }

    private static async Task<Phase> PublishedAsync(Site site, Arguments arguments, IReadOnlyList<Visit> visits)
    {
        site.TrueConf.Reset();
        var desk = Desk.Open(site.TrueConf, arguments.Seed, Operators(arguments));
        using var requests = await PublishedRequests.OpenAsync(site.TrueConf.Url);
        return await Phase.RunAsync(
            "published", site.TrueConf, desk, visits, visit => new PublishedGuest(requests, site.TrueConf, new Random(arguments.Seed + visit.Number)));
    }

    private static async Task<Phase> OursAsync(Site site, Arguments arguments, IReadOnlyList<Visit> visits)
    {
        site.TrueConf.Reset();
        var desk = Desk.Open(site.TrueConf, arguments.Seed, Operators(arguments));
        await site.Nodes[0].StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
        return await Phase.RunAsync("ours", site.TrueConf, desk, visits, _ => new OurGuest(site.Nodes[0].Address, http, site.TrueConf));
    }

    private static int Operators(Arguments arguments) => arguments.Number("operators", 12);

    private static void Tell(Findings findings, params Phase[] phases)
    {
        findings.Table(
            "Times as the guest's page sees them, in seconds", ["what", "who", .. Spread.Heads],
            [
                .. phases.Select(phase => (IReadOnlyList<object?>)["click to ringing", phase.Name, .. phase.ClickToRinging.Cells]),
                .. phases.Select(phase => (IReadOnlyList<object?>)["operator joined to guest has the link", phase.Name, .. phase.JoinedToLink.Cells]),
            ]);
        findings.Table(
            "What it costs, and what is left behind",
            ["who", "guests", "connected", "requests to TrueConf", "requests per connected call", "double rings", "conferences left", "pages that broke off"],
            phases.Select(phase => (IReadOnlyList<object?>)
            [
                phase.Name, phase.Sightings.Count, phase.Connected, phase.Requests, (double)phase.Requests / Math.Max(1, phase.Connected),
                phase.DoubleRings, phase.ConferencesLeft, phase.Sightings.Count(one => one.Trouble is not null),
            ]));
        var ours = phases[^1];
        var p95 = ours.JoinedToLink.At(0.95);
        findings.Target("Operator joined to guest has the link, p95, roster interval 0.5 s", $"at most {_target} s", p95, p95 <= _target);
        findings.Target("Double rings, ours", "0", ours.DoubleRings, ours.DoubleRings == 0);
        findings.Target("Conferences left, ours", "0", ours.ConferencesLeft, ours.ConferencesLeft == 0);
        findings.Chart(new Chart(
            "Operator joined to guest has the link: share of calls within", new Axis("seconds"), new Axis("share"),
            [.. phases.Select(phase => new Line(phase.Name, phase.JoinedToLink.Shares, IsFloor: phase != ours))]));
        findings.Note("Arrivals, patience, talk and answer times come from the seed and are the same for both; every eighth operator never answers; 15 % of the guests close the page instead of hanging up. Operators leave a conference in which they were alone for 15 s.");
        findings.Note("The published algorithm rings whoever has status 1, also somebody who rings already: that is why its click to ringing is short while everybody is taken, and where its double rings come from.");
    }

    /// <summary>Requests a second while so many wait and everybody is busy.</summary>
    private static async Task LoadsAsync(Site site, Arguments arguments, Findings findings, int[] counts)
    {
        var rows = new List<(int Count, double Published, bool Computed, double Ours)>();
        foreach (var count in counts)
        {
            StormProgram.Say($"{count} wait, everybody is busy.");
            var computed = count > arguments.Number("most-loops", 1000);
            var published = computed ? count / _window.TotalSeconds : await PublishedLoadAsync(site, arguments, count);
            rows.Add((count, published, computed, await OurLoadAsync(site, arguments, count)));
        }

        findings.Table(
            "Requests to TrueConf a second while everybody is busy", ["guests waiting", "published", "ours", "published, how"],
            rows.Select(row => (IReadOnlyList<object?>)[row.Count, row.Published, row.Ours, row.Computed ? "computed: each lists the group every 10 s" : "measured"]));
        findings.Chart(new Chart(
            "Requests to TrueConf a second while everybody is busy", new Axis("guests waiting", IsLogarithmic: true), new Axis("requests/s", IsLogarithmic: true),
            [
                new Line("published", [.. rows.Select(row => ((double)row.Count, row.Published))], IsFloor: true),
                new Line("ours", [.. rows.Select(row => ((double)row.Count, row.Ours))]),
            ]));
    }

    private static async Task<double> PublishedLoadAsync(Site site, Arguments arguments, int count)
    {
        await site.Nodes[0].StopAsync();
        site.TrueConf.Reset();
        Desk.Open(site.TrueConf, arguments.Seed, Operators(arguments)).AllAreBusy();
        using var requests = await PublishedRequests.OpenAsync(site.TrueConf.Url);
        using var over = new CancellationTokenSource();
        var visit = new Visit(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, ClosesPage: false);
        var pages = Enumerable.Range(0, count).Select(async number =>
        {
            // They came one after the other within the pause, as guests do.
            await Task.Delay(_window * number / count, TimeProvider.System);
            await new PublishedGuest(requests, site.TrueConf, new Random(number)).VisitAsync(visit, over.Token);
        }).ToList();
        await Task.Delay(_window, TimeProvider.System);
        var rate = await RateAsync(site);
        await over.CancelAsync();
        await Task.WhenAll(pages);
        return rate;
    }

    private static async Task<double> OurLoadAsync(Site site, Arguments arguments, int count)
    {
        await site.Nodes[0].StopAsync();
        site.TrueConf.Reset();
        Desk.Open(site.TrueConf, arguments.Seed, Operators(arguments)).AllAreBusy();
        await site.Nodes[0].StartAsync();
        using var guests = await Companion.StartAsync(_longestOpening, "guests", "--server", site.Nodes[0].Address.ToString(), "--count", $"{count}");
        return await RateAsync(site);
    }

    private static async Task<double> RateAsync(Site site)
    {
        var (from, began) = (site.TrueConf.Log is [.., var last] ? last.Number : 0, TimeProvider.System.GetTimestamp());
        await Task.Delay(_window, TimeProvider.System);
        return site.TrueConf.LogAfter(from).Count(entry => entry.Kind == LogKind.Request) / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
