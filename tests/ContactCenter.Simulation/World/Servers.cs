using ContactCenter.Simulation.People;
using ContactCenter.Simulation.Store;

namespace ContactCenter.Simulation.World;

/// <summary>Starts, stops, crashes and freezes servers.</summary>
internal static class Servers
{
    private static readonly TimeSpan _longestStop = TimeSpan.FromSeconds(15);

    public static void Start(Town town, Seat seat)
    {
        if (seat.Node is not null)
        {
            return;
        }

        var name = $"node{seat.Index}.{++seat.Runs}";
        var process = new Process(town.Agenda, name);
        var clock = new VirtualClock(town.Agenda, process, seat.Skew);
        var line = new StoreLine(town.Store, process, town.ChanceOf($"{name} store"));
        var node = new ServerNode(process, clock, line, town.Server, town.Queues, town.Skills, actor => town.ChanceOf($"{name} {actor}"));
        (seat.Node, seat.IsStopping) = (node, false);
        if (town.Store.State.IsEmbedded)
        {
            // Who has the file has it alone.
            town.Store.State.Nodes.Clear();
        }

        town.Say(name, "starts");
        node.Start(failed: () =>
        {
            if (seat.Node == node)
            {
                town.Say(name, "cannot start");
                End(town, seat, TimeSpan.FromSeconds(1.5));
            }
        });
    }

    public static void Crash(Town town, Seat seat, TimeSpan down)
    {
        if (seat.Node is { } node)
        {
            town.Say(node.Process.Name, "crashes");
            End(town, seat, down);
        }
    }

    /// <summary>A graceful stop; who takes too long over it is ended.</summary>
    public static void Stop(Town town, Seat seat, TimeSpan down)
    {
        if (seat.Node is not { IsOpen: true } node || seat.IsStopping)
        {
            return;
        }

        town.Say(node.Process.Name, "is stopped");
        seat.IsStopping = true;
        node.Stop(stopped: () => EndIt("has stopped"));
        town.Agenda.In(_longestStop, () => EndIt("is ended, for it does not stop"));

        void EndIt(string how)
        {
            if (seat.Node == node)
            {
                town.Say(node.Process.Name, how);
                End(town, seat, down);
            }
        }
    }

    public static void Pause(Town town, Seat seat, TimeSpan length)
    {
        if (seat.Node is not { Process: { Runs: true } process })
        {
            return;
        }

        town.Say(process.Name, "freezes");
        process.Freeze();
        town.Agenda.In(length, () => Thaw(town, process));
    }

    /// <summary>Whatever was done to it: it runs.</summary>
    public static void Mend(Town town, Seat seat)
    {
        if (seat.Node is { } node)
        {
            Thaw(town, node.Process);
        }
        else
        {
            Start(town, seat);
        }
    }

    private static void Thaw(Town town, Process process)
    {
        if (process.IsFrozen)
        {
            town.Say(process.Name, "thaws");
            town.DisturbedAt = town.Agenda.Now;
            process.Thaw();
        }
    }

    private static void End(Town town, Seat seat, TimeSpan down)
    {
        var node = seat.Node!;
        node.Process.Die();
        (seat.Node, seat.WorksSince) = (null, null);
        foreach (var exchange in node.Serving.Cast<Exchange>().ToList())
        {
            exchange.Break();
        }

        town.Agenda.In(town.IsHealed ? TimeSpan.FromSeconds(1) : down, () => Start(town, seat));
    }
}
