using ContactCenter.Storm.Crowds;
using ContactCenter.Storm.Troubles;

namespace ContactCenter.Storm.Runs;

/// <summary>Two nodes are stopped and started in turn all the while, as an update would, and nobody is to notice.</summary>
internal static class RollingRun
{
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Arguments arguments, Report report)
    {
        await using var scene = await Scene.OpenAsync(arguments, nodes: 2, operators: 12, new Manners { Poll = 25, LongestTalk = TimeSpan.FromSeconds(6) });
        scene.Staff.AllAnswerWithin(TimeSpan.FromMilliseconds(800));
        scene.GuestsCome(arguments.Number("per-minute", 50), atMost: 1000, wild: false);

        var until = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(arguments.Number("seconds", 300));
        var restarts = 0;
        var stops = new List<TimeSpan>();
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var node = scene.Site.Nodes[restarts++ % 2];
            var began = TimeProvider.System.GetTimestamp();
            await node.StopAsync();
            stops.Add(TimeProvider.System.GetElapsedTime(began));
            StormProgram.Say($"{node.Name} has stopped ({restarts}).");
            if (!await node.StartAsync())
            {
                throw new InvalidOperationException($"{node.Name} does not start again.");
            }

            await Task.Delay(_between, TimeProvider.System);
        }

        await scene.EndAsync(report);
        var guests = scene.Crowd.Guests;
        report.Law("No call is dropped: every guest who stayed was served",
            from guest in guests where guest.Outcome != "completed" select $"{guest}: {guest.Outcome ?? "not over"}");
        report.Figure("Guests", guests.Count);
        report.Figure("Graceful restarts, in turn", restarts);
        report.Figure("How long a node takes to stop", Figures.Of(stops));
        report.Figure("Longest time without a line to any node, per guest", Figures.Of([.. guests.Select(guest => guest.LongestGap)]));
        report.Figure("From an event to the guest who is told", Figures.Of([.. guests.SelectMany(guest => guest.Events).Select(one => one.SeenAt - one.At)]));
        report.Figure("From 202 to ringing", Figures.Of(RatioRun.OfferTimes(guests)));
    }
}
