using ContactCenter.Storm.Crowds;
using ContactCenter.Storm.Troubles;
using TrueConf.Sandbox;

namespace ContactCenter.Storm.Runs;

/// <summary>Nodes and the database are killed at random while guests come, wait, talk and go; then the promises are checked.</summary>
internal static class KillsRun
{
    public static async Task RunAsync(Arguments arguments, Report report)
    {
        var nodes = arguments.Number("nodes", arguments.Store == "sqlite" ? 1 : 3);
        await using var scene = await Scene.OpenAsync(arguments, nodes, arguments.Number("operators", 8), new Manners());
        Slow(scene.Site.TrueConf);
        scene.OperatorsLive();
        scene.GuestsCome(arguments.Number("per-minute", 60), arguments.Number("at-most", 40), wild: true);

        var store = scene.Site.Store;
        var takeOver = new TakeOver(store);
        var plan = new HavocPlan(
            arguments.Number("kills", 200),
            store.IsApart ? arguments.Number("database-kills", 20) : 0,
            store.IsApart ? arguments.Number("freezes", 10) : 0);
        var havoc = new Havoc(scene.Site, takeOver, new Random(arguments.Seed), plan);
        await havoc.WreakAsync();
        await scene.EndAsync(report);

        report.Figure("Nodes", $"{nodes}, on {arguments.Store}");
        report.Figure("Nodes killed (SIGKILL)", havoc.Kills);
        report.Figure("Database killed (SIGKILL)", havoc.DatabaseKills);
        report.Figure("Nodes frozen past their lease (SIGSTOP) and thawed", havoc.Freezes);
        report.Figure("Times that TrueConf Server was cut off, hung, failed or lost answers", havoc.Cuts);
        report.Figure("Take-over of what a killed node had in hand", Figures.Of(takeOver.InHand));
        report.Figure("... not taken over within 20 s", takeOver.NotTaken);
        report.Figure("Lateness of steps that nobody had in hand and were due within 3 s of a kill", Figures.Of(takeOver.Due));
        report.Figure("Kills not measured because the database was down meanwhile", takeOver.Disturbed);
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
