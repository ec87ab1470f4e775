using System.Diagnostics;
using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.Store;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation;

/// <summary>Takes acts out of a scenario for as long as the same law still breaks.</summary>
internal static class Shrinker
{
    public static Scenario Shrink(Scenario scenario, string law, Plants plants, TimeSpan atMost)
    {
        var began = Stopwatch.GetTimestamp();
        var size = Math.Max(1, scenario.Acts.Count / 2);
        while (Stopwatch.GetElapsedTime(began) < atMost)
        {
            if (TryWithout(scenario, size, law, plants) is { } smaller)
            {
                scenario = smaller;
                size = Math.Max(1, Math.Min(size, scenario.Acts.Count / 2));
            }
            else if (size == 1)
            {
                break;
            }
            else
            {
                size /= 2;
            }
        }

        var end = scenario.Acts.Count > 0 ? scenario.Acts[^1].At + 1 : 1;
        var shorter = scenario with { FaultsEnd = end };
        return end < scenario.FaultsEnd && Breaks(shorter, law, plants) ? shorter : scenario;
    }

    private static Scenario? TryWithout(Scenario scenario, int size, string law, Plants plants)
    {
        for (var from = 0; from < scenario.Acts.Count; from += size)
        {
            var smaller = scenario with { Acts = [.. scenario.Acts.Where((_, index) => index < from || index >= from + size)] };
            if (Breaks(smaller, law, plants))
            {
                return smaller;
            }
        }

        return null;
    }

    private static bool Breaks(Scenario scenario, string law, Plants plants) =>
        new Town(scenario, plants, recorded: false).Run()?.Law == law;
}
