using ContactCenter.Bench.Lines;
using ContactCenter.Bench.Reporting;
using ContactCenter.Bench.Subjects;
using ContactCenter.Storm;

namespace ContactCenter.Bench;

/// <summary>How fast it is and what it costs, beside a floor measured in the same run. One command for each table of docs/benchmarks.</summary>
internal static class BenchProgram
{
    private static readonly Dictionary<string, (string Title, Func<Arguments, Findings, Task> Run)> _subjects = new()
    {
        ["published"] = ("The published algorithm and ours", PublishedBench.RunAsync),
        ["waiting-room"] = ("Guests who wait", WaitingRoomBench.RunAsync),
        ["throughput"] = ("Calls per second", ThroughputBench.RunAsync),
        ["matching"] = ("Time per match", MatchingBench.RunAsync),
        ["api"] = ("Placing calls", ApiBench.RunAsync),
    };

    /// <summary>Processes of their own, which the subjects start.</summary>
    private static readonly Dictionary<string, Func<Arguments, Task>> _companions = new()
    {
        ["guests"] = WaitingGuests.RunAsync,
        ["callers"] = Callers.RunAsync,
        ["bare-hub"] = BareServer.RunAsync,
    };

    public static async Task<int> Main(string[] words)
    {
        if (words is not [var name, .. var rest] || (name != "all" && !_subjects.ContainsKey(name) && !_companions.ContainsKey(name)))
        {
            await Console.Error.WriteLineAsync($"Which one? all, {string.Join(", ", _subjects.Keys)}");
            return 2;
        }

        var arguments = Arguments.Parse(rest);
        if (_companions.TryGetValue(name, out var companion))
        {
            await companion(arguments);
            return 0;
        }

        OpenFiles.Raise();
        var broken = 0;
        foreach (var (subject, (title, run)) in _subjects.Where(one => name == "all" || name == one.Key))
        {
            StormProgram.Say($"{subject}, seed {arguments.Seed}.");
            broken += await MeasureAsync(new Findings(subject, title), run, arguments) ? 0 : 1;
        }

        return broken == 0 ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(Findings findings, Func<Arguments, Findings, Task> run, Arguments arguments)
    {
        try
        {
            await run(arguments, findings);
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(e.ToString());
            findings.Broke(e.Message);
        }

        await findings.WriteAsync(arguments);
        return !findings.IsBroken;
    }
}
