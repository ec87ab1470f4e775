using System.Globalization;
using ContactCenter.Simulation.Laws;
using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.Store;

namespace ContactCenter.Simulation;

/// <summary>
/// What the tests run: that a seed gives the same history each time, that every planted bug is seen, and that the laws hold
/// in as many seeds as time allows. Each is told in a line; the last line counts them.
/// </summary>
internal static class SelfCheck
{
    private const ulong _sameSeeds = 20;
    private const ulong _plantedSeeds = 2000;

    public static int Run(Options options)
    {
        var (passed, failed) = (0, 0);
        Count(TheSameEachTime(), "a seed gives the same history byte by byte");
        foreach (var name in Plants.Names)
        {
            var planted = new Runner(Plants.Of(name));
            planted.RunAll(1, _plantedSeeds, options.Parallel, TimeSpan.MaxValue, failuresAtMost: 1);
            var seen = planted.Failures.FirstOrDefault();
            Count(
                seen.Broken is null ? "no law was broken" : null,
                $"the planted bug {name} is seen{(seen.Broken is null ? "" : $" in seed {seen.Seed}: {seen.Broken.Law}")}");
        }

        var runner = new Runner(new Plants());
        runner.RunAll(options.From, options.Seeds, options.Parallel, options.AtMost, failuresAtMost: 5);
        foreach (var law in Law.All)
        {
            var broken = runner.Failures.Where(one => one.Broken.Law == law).Select(one => one.Seed).Order().ToList();
            Count(broken.Count == 0 ? null : $"broken in seeds {string.Join(", ", broken)}", law);
        }

        foreach (var (seed, _) in runner.Failures.OrderBy(one => one.Seed).Take(options.Told))
        {
            Program.Tell(seed, new Plants(), whole: false);
        }

        Console.WriteLine($"{runner.Run} seeds from {options.From}.");
        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;

        void Count(string? trouble, string what)
        {
            Console.WriteLine(trouble is null ? $"  ok      {what}" : $"  FAILED  {what}: {trouble}");
            (passed, failed) = trouble is null ? (passed + 1, failed) : (passed, failed + 1);
        }
    }

    private static string? TheSameEachTime()
    {
        for (var seed = 1UL; seed <= _sameSeeds; seed++)
        {
            var one = Runner.Record(ScenarioMaker.Make(seed), new Plants()).History.ToString();
            var other = Runner.Record(ScenarioMaker.Make(seed), new Plants()).History.ToString();
            if (one.Length == 0 || !string.Equals(one, other, StringComparison.Ordinal))
            {
                return string.Create(CultureInfo.InvariantCulture, $"seed {seed} gives {one.Length} and {other.Length} characters that are not the same");
            }
        }

        return null;
    }
}
