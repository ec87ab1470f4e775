using ContactCenter.Bench.Matches;
using ContactCenter.Bench.Reporting;
using ContactCenter.Operators;
using ContactCenter.Routing;
using ContactCenter.Storm;

namespace ContactCenter.Bench.Subjects;

/// <summary>How long one match takes, and how that grows with the calls that wait and the operators who are signed in.</summary>
internal static class MatchingBench
{
    public static async Task RunAsync(Arguments arguments, Findings findings)
    {
        var quick = arguments.IsSaid("quick");
        var samples = arguments.Number("samples", quick ? 5 : 25);
        var most = arguments.Number("calls", quick ? 1000 : 100_000);
        int[] waiting = [.. new[] { 10, 100, 1000, 10_000, 100_000 }.Where(count => count <= most)];
        int[] operators = quick ? [10, 100] : [10, 100, 1000, 5000];
        var queue = QueueSettings.Of(QueueBook.Default, new QueueOptions { QueueLimit = 1_000_000, MaxWait = TimeSpan.FromDays(1), MaxSearches = 0 });
        var quiet = queue with { Name = "quiet" };
        var (points, alone) = (new List<Point>(), new List<Point>());
        foreach (var name in new[] { "sqlite", "postgres" })
        {
            await using var store = await MatchStore.OpenAsync(name);
            var (there, used) = (0, 0);
            StormProgram.Say($"{store.Name}, one call comes.");
            await store.AddAsync(1, quiet);
            foreach (var people in operators)
            {
                alone.Add(new Point(store.Name, 1, people, await MeasureAsync(store, quiet, people, Presence.Available, samples, used)));
                used += samples + 1;
            }

            foreach (var calls in waiting)
            {
                StormProgram.Say($"{store.Name}, {calls} calls wait.");
                await store.AddAsync(calls - there, queue);
                there = calls;
                foreach (var people in operators)
                {
                    var times = await MeasureAsync(store, queue, people, Presence.Busy, samples, used);
                    used += samples + 1;
                    points.Add(new Point(store.Name, calls, people, times));
                }
            }
        }

        Tell(findings, points, alone, waiting, operators);
    }

    /// <summary>Milliseconds a match in which one of so many is free, and the others are this; the first one, which is not counted, warms up.</summary>
    private static async Task<Spread> MeasureAsync(MatchStore store, QueueSettings queue, int people, Presence others, int samples, int used)
    {
        var (match, times) = (new OneMatch(queue), new List<double>());
        for (var sample = 0; sample <= samples; sample++)
        {
            var now = TimeProvider.System.GetUtcNow();
            var roster = RosterOf(people, free: $"free{used + sample}", others, now);
            var began = TimeProvider.System.GetTimestamp();
            var offered = await match.RunAsync(store.Calls, roster, now);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            if (offered != 1)
            {
                throw new InvalidOperationException($"{offered} calls were offered where one operator was free.");
            }

            await store.AddAsync(1, queue);
        }

        return new Spread(times.Skip(1));
    }

    /// <summary>One of them had no offer yet.</summary>
    private static Roster RosterOf(int people, string free, Presence others, DateTimeOffset now) => new(
        new GroupId("1"),
        now,
        [
            new Operator(new OperatorId(free), free, Presence.Available),
            .. Enumerable.Range(1, people - 1).Select(number => new Operator(new OperatorId($"operator{number}"), $"Operator {number}", others)),
        ]);

    private static void Tell(Findings findings, List<Point> points, List<Point> alone, int[] waiting, int[] operators)
    {
        findings.Table(
            "Milliseconds a match when one operator becomes free", ["store", "calls waiting", "operators signed in", .. Spread.Heads],
            points.Select(point => (IReadOnlyList<object?>)[point.Store, point.Calls, point.People, .. point.Times.Cells]));
        findings.Table(
            "Milliseconds a match when one call comes and everybody is free", ["store", "operators signed in", .. Spread.Heads],
            alone.Select(point => (IReadOnlyList<object?>)[point.Store, point.People, .. point.Times.Cells]));
        findings.Table(
            "Growth: the median as a power of", ["store", "calls waiting (most operators)", "operators (most calls)", "operators, everybody free"],
            points.GroupBy(point => point.Store).Select(store => (IReadOnlyList<object?>)
            [
                store.Key,
                Growth.Exponent([.. store.Where(point => point.People == operators[^1]).Select(point => ((double)point.Calls, point.Times.At(0.5) ?? 0))]),
                Growth.Exponent([.. store.Where(point => point.Calls == waiting[^1]).Select(point => ((double)point.People, point.Times.At(0.5) ?? 0))]),
                Growth.Exponent([.. alone.Where(point => point.Store == store.Key).Select(point => ((double)point.People, point.Times.At(0.5) ?? 0))]),
            ]));
        findings.Chart(new Chart(
            "Median time of a match", new Axis("calls waiting", IsLogarithmic: true), new Axis("ms", IsLogarithmic: true),
            [
                .. from point in points
                   where point.People == operators[^1] || point.People == operators[0]
                   group point by (point.Store, point.People) into line
                   select new Line($"{line.Key.Store}, {line.Key.People} operators", [.. line.Select(point => ((double)point.Calls, point.Times.At(0.5) ?? 0))]),
            ]));
        findings.Note("The store is in the process that measures. One operator of the group is free and the others are busy, which is how a match is when guests wait; or all of them are free and one call waits. Each match offers one call and writes it.");
    }

    private sealed record Point(string Store, int Calls, int People, Spread Times);
}
