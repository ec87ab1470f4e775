using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Routing;
using ContactCenter.Simulation.Laws;
using ContactCenter.Simulation.People;
using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.Store;
using ContactCenter.Simulation.TrueConf;

namespace ContactCenter.Simulation.World;

/// <summary>A whole installation with everybody who has to do with it, run from a scenario on one thread.</summary>
internal sealed class Town
{
    private readonly Dictionary<CallId, SimGuest> _accepted = [];
    private readonly Scenario _scenario;
    private readonly SecondLaws _everySecond;

    public Town(Scenario scenario, Plants plants, bool recorded)
    {
        _scenario = scenario;
        var setup = scenario.Setup;
        Agenda = new Agenda();
        History = recorded ? new History(Agenda) : null;
        Queues = new QueueBook(setup.Queues);
        Skills = new OperatorsOptions
        {
            Skills = setup.Operators.Select((plan, index) => (Id: $"op{index}", plan.Skills)).ToDictionary(one => one.Id, one => one.Skills),
        };
        var state = new StoreState(Agenda, setup.Embedded ? Timeout.InfiniteTimeSpan : setup.Lease, plants);
        Laws = new Lawbook(Agenda, state, setup)
        {
            Tolerance = TimeSpan.FromSeconds(2 * setup.Skews.Max(Math.Abs)),
        };
        Store = new ModelStore(Agenda, state, Laws, ChanceOf("store"), History);
        Server = new ModelServer(Agenda, Laws, History)
        {
            RequestTimeout = setup.RequestTimeout,
            BusyWhileRinging = setup.BusyWhileRinging,
            DeclineStops = setup.DeclineStops,
            TagsLost = setup.TagsLost,
            Licence = setup.Licence,
            MostConferences = setup.MostConferences,
        };
        Seats = [.. setup.Skews.Select((skew, index) => new Seat(index, TimeSpan.FromSeconds(skew)))];
        Operators = [.. setup.Operators.Select(Operator)];
        Guests = [.. setup.Guests.Select((plan, index) => new SimGuest(this, index, plan, ChanceOf($"guest{index}")))];
        Laws.WhyPresent = WhyPresent;
        Laws.Requests.QuickSince = QuickSince;
        _everySecond = new SecondLaws(this, setup);
        Server.Rang += (device, conference) => Operators.First(one => one.Device == device).Rings(conference);
        Server.Changed += Notice;
        foreach (var other in Enumerable.Range(0, setup.Foreign))
        {
            Server.Create(null, other % 2 == 0 ? new InstallationId("theirs") : null, Operators[other % Operators.Count].Device.Id);
        }
    }

    public Agenda Agenda { get; }
    public History? History { get; }
    public Lawbook Laws { get; }
    public ModelStore Store { get; }
    public ModelServer Server { get; }
    public QueueBook Queues { get; }
    public OperatorsOptions Skills { get; }
    public IReadOnlyList<Seat> Seats { get; }
    public IReadOnlyList<SimOperator> Operators { get; }
    public IReadOnlyList<SimGuest> Guests { get; }
    public IReadOnlyDictionary<CallId, SimGuest> AcceptedCalls => _accepted;

    /// <summary>Whether all faults are over for good.</summary>
    public bool IsHealed { get; private set; }

    /// <summary>When something last made processes slow to go on.</summary>
    public long DisturbedAt { get; set; }

    public void Say(string who, string what) => History?.Say(who, what);

    public Chance ChanceOf(string actor) => new(_scenario.Seed, actor);

    /// <summary>Runs until everything has come to its end, a law is broken, or time is up.</summary>
    public Broken? Run()
    {
        var before = SynchronizationContext.Current;
        try
        {
            foreach (var seat in Seats)
            {
                Servers.Start(this, seat);
            }

            foreach (var act in _scenario.Acts)
            {
                Agenda.At(Seconds(act.At), () => Acting.Do(this, act));
            }

            Agenda.At(Seconds(_scenario.FaultsEnd), Heal);
            Agenda.At(0, Tick);
            var end = Seconds(_scenario.FaultsEnd) + _everySecond.Patience.Ticks;
            while (Laws.First is null && !_everySecond.IsOver && Agenda.TryRunNext(end))
            {
            }

            if (Laws.First is null && !_everySecond.IsOver)
            {
                _everySecond.TimeIsUp();
            }

            return Laws.First;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>A node to which a guest's request comes: any, as behind a proxy that does not know who is well. Null when nobody answers there.</summary>
    public ServerNode? AnyNode(Chance chance) =>
        Seats[chance.Below(Seats.Count)].Node is { IsOpen: true } node && !node.Process.IsDead ? node : null;

    public void Accepted(CallId id, SimGuest guest) => _accepted[id] = guest;

    private void Heal()
    {
        Say("world", "all faults end");
        IsHealed = true;
        Store.Heal();
        Server.Heal();
        foreach (var seat in Seats)
        {
            Servers.Mend(this, seat);
        }

        foreach (var one in Operators)
        {
            one.Behaves();
        }
    }

    private void Tick()
    {
        if (Agenda.Strayed is { } stack)
        {
            Laws.Break(Law.OneThread, stack);
        }

        _everySecond.Look();
        Agenda.In(TimeSpan.FromSeconds(1), Tick);
    }

    private void Notice(Conference conference)
    {
        foreach (var one in Operators)
        {
            one.Notice(conference);
        }

        foreach (var guest in Guests)
        {
            guest.Notice(conference);
        }
    }

    private string? WhyPresent(CallId id) => Guests.FirstOrDefault(guest => guest.Call == id)?.WhyPresent(
        Agenda.Now - TimeSpan.FromSeconds(Agenda.Now < Store.SlowUntil + TimeSpan.TicksPerSecond * 10 ? 8 : 2).Ticks);

    private long QuickSince(Process process) => Math.Max(Math.Max(Store.SlowUntil, Store.AwayUntil), DisturbedAt);

    private SimOperator Operator(OperatorPlan plan, int index)
    {
        var name = $"op{index}";
        var device = new Device(new OperatorId(name), name);
        Server.Devices.Add(device.Id, device);
        foreach (var group in plan.Groups)
        {
            if (!Server.Groups.TryGetValue(group, out var members))
            {
                Server.Groups[group] = members = [];
            }

            members.Add(device.Id);
        }

        var one = new SimOperator(this, device, plan, ChanceOf(name));
        if (plan.Online)
        {
            one.Comes();
        }
        else
        {
            Server.Settle();
        }

        return one;
    }

    private static long Seconds(double seconds) => (long)(seconds * TimeSpan.TicksPerSecond);
}
