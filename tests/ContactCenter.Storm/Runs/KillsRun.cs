using ContactCenter.Storm.Crowds;
using ContactCenter.Storm.Laws;
using ContactCenter.Storm.Sites;
using ContactCenter.Storm.Troubles;
using TrueConf.Sandbox;

namespace ContactCenter.Storm.Runs;

/// <summary>Nodes and the database are killed at random while guests come, wait, talk and go; then the promises are checked.</summary>
internal static class KillsRun
{
    private static readonly TimeSpan _longestAfter = TimeSpan.FromMinutes(3);

    public static async Task RunAsync(Arguments arguments, Report report)
    {
        await using var site = await Site.StartAsync(arguments, arguments.Number("nodes", arguments.Store == "sqlite" ? 1 : 3));
        Slow(site.TrueConf);
        using var door = new Door(site.Nodes);
        using var crowd = new Crowd(site, door, arguments.Seed, new Manners());
        using var over = new CancellationTokenSource();
        using var quiet = new CancellationTokenSource();
        var staff = new Staff(site.TrueConf, arguments.Number("operators", 8));
        var rings = new RingWatch(site.TrueConf, staff);
        var watching = rings.WatchAsync(quiet.Token);
        var working = staff.LiveAsync(arguments.Seed, over.Token);
        var coming = crowd.ComeAsync(arguments.Number("per-minute", 60) / 60.0, arguments.Number("at-most", 40), wild: true, over.Token);

        var takeOver = new TakeOver(site.Store);
        var plan = new HavocPlan(
            arguments.Number("kills", 200),
            site.Store.IsApart ? arguments.Number("database-kills", 20) : 0,
            site.Store.IsApart ? arguments.Number("freezes", 10) : 0);
        var havoc = new Havoc(site, takeOver, new Random(arguments.Seed), plan);
        await havoc.WreakAsync();

        await over.CancelAsync();
        site.TrueConf.ClearFaults();
        site.TrueConf.ComesUp();
        await Task.WhenAll(coming, working);
        await crowd.LeaveAsync(_longestAfter);
        await Judge.SettleAsync(site, _longestAfter);
        await crowd.ReadOutAsync(TimeSpan.FromSeconds(30));
        await quiet.CancelAsync();
        await watching;

        await Judge.JudgeAsync(site, crowd.Guests, rings, report);
        report.Figure("Nodes", $"{site.Nodes.Count}, on {arguments.Store}");
        report.Figure("Nodes killed (SIGKILL)", havoc.Kills);
        report.Figure("Database killed (SIGKILL)", havoc.DatabaseKills);
        report.Figure("Nodes frozen past their lease (SIGSTOP) and thawed", havoc.Freezes);
        report.Figure("Times that TrueConf Server was cut off, hung, failed or lost answers", havoc.Cuts);
        report.Figure("Take-over of what a killed node had in hand", Figures.Of(takeOver.InHand));
        report.Figure("Lateness of steps that nobody had in hand and were due within 3 s of a kill", Figures.Of(takeOver.Due));
        report.Figure("Kills not measured because the database was down meanwhile", takeOver.Disturbed);
        report.Figure("Answers to guests", string.Join(", ", door.Answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}")));
    }

    /// <summary>A real server takes its time, so that kills fall into requests too.</summary>
    public static void Slow(SandboxServer trueConf)
    {
        foreach (var route in Enum.GetValues<ApiRoute>())
        {
            trueConf.Latency(route, TimeSpan.FromMilliseconds(30));
        }

        foreach (var route in new[] { ApiRoute.Create, ApiRoute.Run, ApiRoute.Stop, ApiRoute.Delete })
        {
            trueConf.Latency(route, TimeSpan.FromMilliseconds(100));
        }
    }
}
