using ContactCenter.Storm.Runs;

namespace ContactCenter.Storm;

/// <summary>Proof with real processes: what is killed, and what holds. One command for each table of docs/benchmarks.</summary>
internal static class StormProgram
{
    private static readonly Dictionary<string, Func<Arguments, Report, Task>> _commands = new()
    {
        ["kills"] = KillsRun.RunAsync,
        ["points"] = PointsRun.RunAsync,
        ["rolling"] = RollingRun.RunAsync,
        ["ratio"] = RatioRun.RunAsync,
        ["soak"] = SoakRun.RunAsync,
    };

    public static async Task<int> Main(string[] words)
    {
        if (words is not [var name, .. var rest] || !_commands.TryGetValue(name, out var command))
        {
            await Console.Error.WriteLineAsync($"Which one? {string.Join(", ", _commands.Keys)}");
            return 2;
        }

        var arguments = Arguments.Parse(rest);
        var report = new Report(name, string.Join(' ', words));
        Say($"Seed {arguments.Seed}.");
        try
        {
            await command(arguments, report);
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(e.ToString());
            report.Broke(e.Message);
        }

        await report.WriteAsync(arguments);
        return report.Holds ? 0 : 1;
    }

    /// <summary>What happens, as it happens.</summary>
    public static void Say(string what) => Console.Error.WriteLine(FormattableString.Invariant($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {what}"));
}
