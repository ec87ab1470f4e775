using System.Diagnostics;
using System.Globalization;
using ContactCenter.Simulation.Laws;
using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.Store;

namespace ContactCenter.Simulation;

/// <summary>Runs the engine in thousands of small worlds and watches the laws.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        var options = Options.Of(args);
        var plants = Plants.Of(options.Plant) with { Overlooked = options.Overlook.Split(';', StringSplitOptions.RemoveEmptyEntries) };
        if (options.Seed is { } seed)
        {
            return Tell(seed, plants, whole: true) is null ? 0 : 1;
        }

        if (options.Check)
        {
            return SelfCheck.Run(options);
        }

        var began = Stopwatch.GetTimestamp();
        var runner = new Runner(plants);
        runner.RunAll(options.From, options.Seeds, options.Parallel, options.AtMost, options.Failures);
        var took = Stopwatch.GetElapsedTime(began);
        foreach (var (failed, _) in runner.Failures.OrderBy(failure => failure.Seed).Take(options.Told))
        {
            Tell(failed, plants, whole: false);
        }

        foreach (var (failed, broken) in runner.Failures.OrderBy(failure => failure.Seed).Take(options.Told))
        {
            Console.WriteLine($"Seed {failed}, as it was found: {broken}");
        }

        Console.WriteLine(runner.Tally);
        foreach (var law in runner.Failures.GroupBy(failure => failure.Broken.Law))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{law.Count(),6} x {law.Key}: seeds {string.Join(", ", law.Select(one => one.Seed).Order().Take(12))}"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{runner.Run} seeds from {options.From}, {runner.Failures.Count} with a broken law; {took.TotalSeconds:F1} s, {took.TotalMilliseconds * options.Parallel / Math.Max(1, runner.Run):F1} ms a seed"));
        return runner.Failures.IsEmpty() ? 0 : 1;
    }

    /// <summary>Tells what happened in a seed: all of it, or the shortest history that can be found in which the same law breaks.</summary>
    public static Broken? Tell(ulong seed, Plants plants, bool whole)
    {
        var scenario = ScenarioMaker.Make(seed);
        var (broken, history) = Runner.Record(scenario, plants);
        if (whole)
        {
            Console.Write(history);
        }

        if (broken is null)
        {
            Console.WriteLine($"Seed {seed}: no law was broken.");
            return null;
        }

        var smaller = Shrinker.Shrink(scenario, broken.Law, plants, TimeSpan.FromSeconds(20));
        var (again, shortest) = Runner.Record(smaller, plants);
        if (again?.Law != broken.Law)
        {
            Console.WriteLine($"Seed {seed} is not the same each time.");
            return broken;
        }

        Console.WriteLine($"Seed {seed} ({scenario.Setup.Theme}) breaks the law: {again.Law}.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  At {again.At:F4} s: {again.How}."));
        Console.WriteLine($"  {Describe(smaller.Setup)}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {smaller.Acts.Count} of {scenario.Acts.Count} acts are enough, and an end of all faults at {smaller.FaultsEnd:F1} s:"));
        foreach (var act in smaller.Acts)
        {
            Console.WriteLine($"    {act}");
        }

        Console.WriteLine("  The last of what happened:");
        foreach (var line in shortest.Last(whole ? 400 : 60))
        {
            Console.WriteLine($"    {line}");
        }

        return broken;
    }

    private static string Describe(Setup setup) => string.Create(
        CultureInfo.InvariantCulture,
        $"{setup.Skews.Count} nodes{(setup.Embedded ? " (embedded)" : "")}, clocks off by {string.Join(", ", setup.Skews.Select(skew => skew.ToString("F3", CultureInfo.InvariantCulture)))}; {setup.Operators.Count} operators, {setup.Queues.Count} queues; requests time out after {setup.RequestTimeout.TotalSeconds} s; {string.Join("; ", setup.Queues.Select(queue => $"{queue.Name}: roster {queue.RosterInterval.TotalSeconds:F1}, retry {queue.RetryDelay.TotalSeconds:F1}, ring {queue.RingTimeout.TotalSeconds:F1}, wait {queue.MaxWait.TotalSeconds:F1}, offers {queue.MaxOffers}, grace {queue.GuestGrace.TotalSeconds:F1}, solo {queue.SoloLimit.TotalSeconds:F1}, call {queue.MaxCall.TotalSeconds:F1}, searches {queue.MaxSearches}"))}");

    private static bool IsEmpty<T>(this IReadOnlyCollection<T> many) => many.Count == 0;
}
