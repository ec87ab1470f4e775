using System.Collections.Concurrent;
using System.Diagnostics;
using ContactCenter.Simulation.Laws;
using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.Store;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation;

/// <summary>Runs one seed after the other, each in a world of its own.</summary>
internal sealed class Runner(Plants plants)
{
    private readonly ConcurrentQueue<(ulong Seed, Broken Broken)> _failures = new();
    private readonly Tally _tally = new();
    private long _run;

    public IReadOnlyCollection<(ulong Seed, Broken Broken)> Failures => _failures;

    public long Run => _run;

    /// <summary>What happened in all of them together.</summary>
    public Tally Tally => _tally;

    /// <summary>Runs the seeds, on so many threads, until they are through, time is up, or so many have failed.</summary>
    public void RunAll(ulong from, ulong count, int parallel, TimeSpan atMost, int failuresAtMost)
    {
        var next = (long)from - 1;
        var began = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, parallel).Select(_ => new Thread(() =>
        {
            while (Stopwatch.GetElapsedTime(began) < atMost && _failures.Count < failuresAtMost
                && (ulong)Interlocked.Increment(ref next) is var seed && seed < from + count)
            {
                if (RunOne(seed) is { } broken)
                {
                    _failures.Enqueue((seed, broken));
                }

                Interlocked.Increment(ref _run);
            }
        }, maxStackSize: 16 * 1024 * 1024)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private Broken? RunOne(ulong seed)
    {
        try
        {
            var town = new Town(ScenarioMaker.Make(seed), plants, recorded: false);
            var broken = town.Run();
            _tally.Add(town);
            return broken;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed}: the simulation itself is wrong.", e);
        }
    }

    public static (Broken? Broken, History History) Record(Scenario scenario, Plants plants)
    {
        var town = new Town(scenario, plants, recorded: true);
        return (town.Run(), town.History!);
    }
}
