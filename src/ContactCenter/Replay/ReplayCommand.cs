using ContactCenter.Calls;
using ContactCenter.Hosting.Checks;
using ContactCenter.Routing;

namespace ContactCenter.Replay;

/// <summary>The command <c>--replay</c>: says how recorded calls would have fared with other settings, disturbing no server that runs.</summary>
internal static class ReplayCommand
{
    private const string _option = "--replay";

    /// <summary>More calls and decisions than are kept of a busy week.</summary>
    private const int _most = 100_000;

    /// <summary>The same chance for every replay, so that only settings make a difference.</summary>
    private const int _seed = 20_260_101;

    private static readonly string[] _sections = [$"{RoutingOptions.Section}:", $"{QueueOptions.Family}:", "Operators:"];

    public static bool IsAskedFor(string[] args) => args.Contains(_option);

    /// <summary>The command line without the option, which is no setting.</summary>
    public static string[] Without(string[] args) => [.. args.Where(arg => arg != _option)];

    /// <summary>The same without what it says of routing: the settings that held before.</summary>
    public static string[] Before(string[] args)
    {
        var kept = new List<string>();
        var rest = Without(args);
        for (var place = 0; place < rest.Length; place++)
        {
            if (!IsOfRouting(rest[place]))
            {
                kept.Add(rest[place]);
            }
            else if (!rest[place].Contains('='))
            {
                // Its value is an argument of its own.
                place++;
            }
        }

        return [.. kept];
    }

    public static void Quietly(IServiceCollection services)
    {
        CheckCommand.Quietly(services);
        services.AddSingleton(new Random(_seed));
    }

    /// <summary>What was, what the settings that held before make of it, and what these make of it. The store is open to be read.</summary>
    public static async Task<int> ReplayAsync(this WebApplication these, WebApplication before, TextWriter output)
    {
        var store = these.Services.GetRequiredService<ICallStore>();
        var decisions = await store.DecisionsAsync(null, DateTimeOffset.MinValue, _most, CancellationToken.None);
        var calls = decisions.Count == 0 ? [] : await store.EndedAsync(await BeginAsync(store, decisions[^1]), _most, CancellationToken.None);
        if (calls.Count == 0)
        {
            await output.WriteLineAsync("There is nothing to replay: no call has ended of which it is kept why it was offered to whom.");
            return 0;
        }

        var settings = ReplaySettings.Of(before.Services);
        var history = History.Of(calls, decisions, settings.Queues);
        var report = new ReplayReport(
            Figures.Of(calls),
            Figures.Of(new ReplayRun(history, settings).Run()),
            Figures.Of(new ReplayRun(history, ReplaySettings.Of(these.Services)).Run()));
        foreach (var line in report.Lines(history))
        {
            await output.WriteLineAsync(line);
        }

        return 0;
    }

    /// <summary>When the call came of which the first decision tells.</summary>
    private static async Task<DateTimeOffset> BeginAsync(ICallStore store, Decision first) =>
        CallId.TryParse(first.Call) is { } id && await store.FindAsync(id, CancellationToken.None) is { } call ? call.ArrivedAt : first.At;

    private static bool IsOfRouting(string arg) =>
        _sections.Any(section => arg.TrimStart('-', '/').StartsWith(section, StringComparison.OrdinalIgnoreCase));
}
