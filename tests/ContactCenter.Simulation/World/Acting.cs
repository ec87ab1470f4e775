using ContactCenter.Operators;
using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.TrueConf;

namespace ContactCenter.Simulation.World;

/// <summary>Lets an act of the scenario happen.</summary>
internal static class Acting
{
    public static void Do(Town town, Act act)
    {
        var length = TimeSpan.FromSeconds(act.For);
        var until = town.Agenda.Now + length.Ticks;
        var (store, server) = (town.Store, town.Server);
        if (act.Kind >= ActKind.StoreAway)
        {
            town.Say("world", $"{act.Kind} {act}");
        }

        switch (act.Kind)
        {
            case ActKind.GuestCalls:
                town.Guests[act.Who].Calls();
                break;
            case ActKind.GuestReloads:
                town.Guests[act.Who].Reloads();
                break;
            case ActKind.GuestVanishes:
                town.Guests[act.Who].Vanishes(act.For);
                break;
            case ActKind.GuestHangsUp:
                town.Guests[act.Who].HangsUp();
                break;
            case ActKind.GuestRejoins:
                town.Guests[act.Who].Rejoins();
                break;
            case ActKind.OperatorComes:
                town.Operators[act.Who].Comes();
                break;
            case ActKind.OperatorGoes:
                town.Operators[act.Who].Goes();
                break;
            case ActKind.OperatorElsewhere:
                town.Operators[act.Who].IsElsewhere(length);
                break;
            case ActKind.OperatorPaused:
                Supervise(town, act.Who, "is paused", (node, id) => node.Operators.PauseAsync(id, "a meeting", node.Clock.GetUtcNow(), CancellationToken.None));
                break;
            case ActKind.OperatorResumed:
                Supervise(town, act.Who, "is resumed", (node, id) => node.Operators.ResumeAsync(id, CancellationToken.None));
                break;
            case ActKind.OperatorReady:
                Supervise(town, act.Who, "is ready", (node, id) => node.Operators.ReadyAsync(id, node.Clock.GetUtcNow(), CancellationToken.None));
                break;
            case ActKind.NodeCrashes:
                Servers.Crash(town, town.Seats[act.Who], length);
                break;
            case ActKind.NodeStops:
                Servers.Stop(town, town.Seats[act.Who], length);
                break;
            case ActKind.NodePauses:
                Servers.Pause(town, town.Seats[act.Who], length);
                break;
            case ActKind.StoreAway:
                store.AwayUntil = Math.Max(store.AwayUntil, until);
                break;
            case ActKind.StoreFlaky:
                store.FlakyUntil = Math.Max(store.FlakyUntil, until);
                break;
            case ActKind.StoreSlow:
                store.SlowUntil = Math.Max(store.SlowUntil, until);
                break;
            case ActKind.StoreLocked:
                store.LockedUntil = Math.Max(store.LockedUntil, until);
                break;
            case ActKind.SignalsLost:
                store.DeafUntil = Math.Max(store.DeafUntil, until);
                break;
            case ActKind.TrueConfDown:
                server.DownUntil = Math.Max(server.DownUntil, until);
                break;
            case ActKind.TrueConfRestarts:
                Restart(town, length);
                break;
            case ActKind.TrueConfFault:
                server.Faults.Add(new Fault(act.Routes, act.Fault, act.Much, until));
                break;
            case ActKind.ListsLate:
                For(() => server.ListLag = TimeSpan.FromSeconds(act.Much), () => server.ListLag = default);
                break;
            case ActKind.StatusesLate:
                For(() => server.StatusLag = TimeSpan.FromSeconds(act.Much), () => server.StatusLag = default);
                break;
            case ActKind.SeatsLate:
                For(() => server.SeatLag = TimeSpan.FromSeconds(act.Much), () => server.SeatLag = default);
                break;
            case ActKind.TagsIgnored:
                For(() => server.TagsIgnored = true, () => server.TagsIgnored = false);
                break;
            case ActKind.DeleteRefused:
                For(() => server.DeleteRefused = true, () => server.DeleteRefused = false);
                break;
            case ActKind.LicenceLimit:
                For(() => server.MostAllowed = (int)act.Much, () => server.MostAllowed = int.MaxValue);
                break;
            case ActKind.ConferenceVanishes:
                if (server.Existing.Where(one => one.Ledger is not null).Skip((int)act.Much).FirstOrDefault() is { } lost)
                {
                    server.Delete(lost, "nobody knows why");
                }

                break;
        }

        void For(Action begin, Action end)
        {
            begin();
            town.Agenda.In(length, end);
        }
    }

    /// <summary>Says it to whichever node is there; who hears an error lets it be.</summary>
    private static void Supervise(Town town, int who, string what, Func<ServerNode, OperatorId, Task> change)
    {
        var id = town.Operators[who].Device.Id;
        if (town.Seats.Select(seat => seat.Node).FirstOrDefault(node => node is { IsOpen: true, Process.Runs: true }) is { } node)
        {
            town.Say(id.Value, what);
            node.Process.Begin(() => _ = change(node, id));
        }
    }

    /// <summary>Everybody's client needs up to a minute to sign in again.</summary>
    private static void Restart(Town town, TimeSpan down)
    {
        town.Server.Restart(down);
        foreach (var one in town.Operators)
        {
            town.Agenda.In(down + town.ChanceOf($"{one.Device.Id} returns").Seconds(5, 60), () =>
            {
                if (one.MeansToBeThere)
                {
                    one.Comes();
                }
            });
        }
    }
}
