using ContactCenter.Routing;
using ContactCenter.Simulation.TrueConf;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Scenarios;

/// <summary>Makes a scenario of a seed: who is there, and a list of acts, with a theme that occurs too seldom by itself.</summary>
internal sealed class ScenarioMaker
{
    private readonly Chance _chance;
    private readonly RoutingMaker _routing;
    private readonly List<Act> _acts = [];
    private readonly ulong _seed;
    private readonly double _length;
    private int _nodes;

    private ScenarioMaker(ulong seed)
    {
        (_seed, _chance) = (seed, new Chance(seed, "scenario"));
        _length = _chance.Between(20, 80);
        _routing = new RoutingMaker(seed);
    }

    public static Scenario Make(ulong seed) => new ScenarioMaker(seed).Make();

    private Scenario Make()
    {
        var theme = Themes.Pick(_chance);
        var embedded = !theme.Shared && _chance.Hits(0.2);
        _nodes = embedded ? 1 : theme.Shared ? 3 : _chance.Pick(1, 2, 2, 2, 3, 3);
        var farOff = _chance.Hits(0.1);
        var queues = Queues(theme);
        var operators = Operators(queues, theme);
        var guests = Guests(queues, operators.Count, theme);
        Faults(operators.Count);
        _acts.AddRange(_routing.Acts(operators.Count, _length));
        theme.Add?.Invoke(_acts, _chance, _length);
        OneLieAtATime();
        return new Scenario(
            _seed,
            new Setup
            {
                Theme = theme.Name,
                Skews = [.. Enumerable.Range(0, _nodes).Select(_ => farOff ? _chance.Between(-2, 2) : _chance.Between(-0.05, 0.05))],
                Embedded = embedded,
                Lease = TimeSpan.FromSeconds(5),
                RequestTimeout = _chance.Pick(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)),
                Queues = queues,
                Operators = operators,
                Guests = guests,
                MostConferences = theme.Shared ? null : _routing.MostConferences,
                Licence = _routing.Licence,
                BusyWhileRinging = _chance.Hits(0.5),
                DeclineStops = _chance.Hits(0.2),
                TagsLost = theme.TagsLost || _chance.Hits(0.02),
                Foreign = _chance.Below(3),
            },
            [.. _acts.OrderBy(act => act.At)])
        {
            FaultsEnd = _length + 5,
        };
    }

    private List<QueueSettings> Queues(Theme theme)
    {
        var groups = theme.Shared || _chance.Hits(0.3) || _routing.HasManyQueues ? 2 : 1;
        var count = Math.Max(groups, _chance.Hits(0.2) ? 2 : 1) + (_routing.HasManyQueues ? 1 : 0);
        var strategy = _chance.Hits(0.8) ? RoutingStrategies.LongestIdle : RoutingStrategies.Random;
        var interval = TimeSpan.FromSeconds(_chance.Pick(0.5, 1, 1, 2));
        return [.. Enumerable.Range(0, count).Select(Queue)];

        QueueSettings Queue(int index)
        {
            var queue = Options(index);
            _routing.Rule(queue, index, count);
            return QueueSettings.Of($"queue{index}", queue);
        }

        QueueOptions Options(int index) => new()
        {
            Group = $"group{index % groups}",
            Strategy = strategy,
            RosterInterval = interval,
            RetryDelay = _chance.Seconds(0.5, 6),
            MaxSearches = _chance.Pick(0, 3, 3),
            MaxWait = _chance.Seconds(15, 60),
            RingTimeout = _chance.Seconds(3, 8),
            MaxOffers = theme.MaxOffers ?? _chance.Pick(1, 3, 10, 10),
            GuestGrace = _chance.Seconds(2, 12),
            SoloLimit = _chance.Seconds(5, 9),
            MaxCall = _chance.Seconds(8, 40),
            QueueLimit = _chance.Hits(0.1) ? 2 : 100,
        };
    }

    private List<OperatorPlan> Operators(List<QueueSettings> queues, Theme theme)
    {
        var groups = queues.Select(queue => queue.Group).Distinct().ToList();
        return [.. Enumerable.Range(0, _chance.Pick(1, 1, 2, 2, 3, 4)).Select(index =>
        {
            IReadOnlyList<string> mine = groups.Count == 1 || index == 0 || theme.Shared || _chance.Hits(0.4) ? groups : [groups[_chance.Below(groups.Count)]];
            return _routing.Know(new OperatorPlan(mine, _chance.Hits(0.75), _chance.Pick(0.3, 0.7, 0.95), _chance.Fraction(), _chance.Between(2, 20)));
        })];
    }

    private List<GuestPlan> Guests(List<QueueSettings> queues, int operators, Theme theme)
    {
        var rush = theme.Shared || _chance.Hits(0.3);
        var guests = new List<GuestPlan>();
        foreach (var index in Enumerable.Range(0, _chance.Pick(1, 2, 3, 4, 6, 8)))
        {
            var plan = new GuestPlan(
                queues[_chance.Below(queues.Count)].Name,
                Polls: _chance.Hits(0.3),
                Talks: _chance.Hits(0.1) ? -1 : _chance.Between(1, 15),
                Leaves: _chance.Pick(Leaving.HangsUp, Leaving.HangsUp, Leaving.ClosesPage, Leaving.Vanishes, Leaving.Stays));
            guests.Add(_routing.Wish(plan, operators));
            var at = rush ? _chance.Between(1, 4) : _chance.Between(0.5, _length * 0.8);
            _acts.Add(new Act(ActKind.GuestCalls, at, index));
            while (_chance.Hits(theme.Restless))
            {
                at += _chance.Between(0.1, 15);
                _acts.Add(_chance.Below(10) switch
                {
                    < 3 => new Act(ActKind.GuestReloads, at, index),
                    < 6 => new Act(ActKind.GuestVanishes, at, index, _chance.Hits(0.25) ? -1 : _chance.Between(0.5, 20)),
                    < 8 => new Act(ActKind.GuestRejoins, at, index),
                    _ => new Act(ActKind.GuestHangsUp, at, index),
                });
            }
        }

        return guests;
    }

    private void Faults(int operators)
    {
        // Some worlds are all but whole, others hardly at all.
        var trouble = _chance.Pick(0.0, 0.5, 1, 2);
        Some(1.5, () => new Act(_chance.Pick(ActKind.OperatorComes, ActKind.OperatorGoes), When(), _chance.Below(operators)));
        Some(1.0, () => new Act(ActKind.OperatorElsewhere, When(), _chance.Below(operators), _chance.Between(0.5, 15)));
        Some(trouble, () => new Act(ActKind.NodeCrashes, When(), _chance.Below(_nodes), _chance.Between(0.5, 15)));
        Some(0.4 * trouble, () => new Act(ActKind.NodeStops, When(), _chance.Below(_nodes), _chance.Between(0.5, 10)));
        Some(trouble, () => new Act(ActKind.NodePauses, When(), _chance.Below(_nodes), _chance.Hits(0.5) ? _chance.Between(0.1, 5) : _chance.Between(5, 25)));
        Some(0.5 * trouble, () => new Act(ActKind.StoreAway, When(), For: _chance.Hits(0.7) ? _chance.Between(0.1, 4) : _chance.Between(4, 20)));
        Some(0.5 * trouble, () => new Act(ActKind.StoreFlaky, When(), For: _chance.Between(0.5, 15)));
        Some(0.3 * trouble, () => new Act(ActKind.StoreSlow, When(), For: _chance.Between(0.5, 15)));
        Some(0.2 * trouble, () => new Act(ActKind.StoreLocked, When(), For: _chance.Between(0.5, 15)));
        Some(0.4 * trouble, () => new Act(ActKind.SignalsLost, When(), For: _chance.Between(1, 30)));
        Some(0.4 * trouble, () => new Act(ActKind.TrueConfDown, When(), For: _chance.Hits(0.7) ? _chance.Between(0.5, 6) : _chance.Between(6, 40)));
        Some(0.2 * trouble, () => new Act(ActKind.TrueConfRestarts, When(), For: _chance.Between(0.5, 8)));
        Some(0.3 * trouble, () => new Act(ActKind.ListsLate, When(), For: _chance.Between(1, 30), Much: _chance.Between(0.2, 2)));
        Some(0.3 * trouble, () => new Act(ActKind.StatusesLate, When(), For: _chance.Between(1, 30), Much: _chance.Between(0.2, 5)));
        Some(0.3 * trouble, () => new Act(ActKind.SeatsLate, When(), For: _chance.Between(1, 30), Much: _chance.Between(0.2, 3)));
        Some(0.2 * trouble, () => new Act(ActKind.TagsIgnored, When(), For: _chance.Between(1, 60)));
        Some(0.3 * trouble, () => new Act(ActKind.DeleteRefused, When(), For: _chance.Between(1, 20)));
        Some(0.2 * trouble, () => new Act(ActKind.LicenceLimit, When(), For: _chance.Between(1, 20), Much: _chance.Below(2)));
        Some(0.3 * trouble, () => new Act(ActKind.ConferenceVanishes, When(), Much: _chance.Below(2)));
        Some(2 * trouble, Fault);
    }

    /// <summary>A lie about the stop and one about the delete of the same conference could be seen by nobody: only one of them is told in a world.</summary>
    private Act Fault()
    {
        var kind = (FaultKind)_chance.Below((int)FaultKind.Slow + 1);
        Route routes = kind switch
        {
            FaultKind.NotFound => _chance.Pick(Route.Create, Route.Run, Route.Create | Route.Run, Route.Link, Route.Group),
            FaultKind.NotApplied => _chance.Pick(Route.Create, Route.Run, _seed % 2 == 0 ? Route.Stop : Route.Delete),
            FaultKind.AppliedLate => _chance.Pick(Route.Create, Route.Run, Route.Create | Route.Run, Route.Changing),
            _ => _chance.Pick(Route.All, Route.Changing, Route.Reading, Route.Create, Route.Run, Route.Stop, Route.Delete,
                Route.Participants, Route.List, Route.Link, Route.Group, Route.User),
        };
        return new Act(ActKind.TrueConfFault, When(), For: _chance.Between(0.5, 20), Much: _chance.Pick(0.3, 0.7, 1), Routes: routes, Fault: kind);
    }

    /// <summary>
    /// A server that says it has deleted a conference, and lets a late run into it, cannot be told from one that has: what is
    /// done at most once, and what is said, is all there is to go by. Either happens, but not both in one world.
    /// </summary>
    private void OneLieAtATime()
    {
        if (_acts.Exists(act => act.Fault == FaultKind.AppliedLate && act.Routes.HasFlag(Route.Run)))
        {
            _acts.RemoveAll(act => act is { Kind: ActKind.TrueConfFault, Fault: FaultKind.NotApplied } && act.Routes.HasFlag(Route.Delete));
        }
    }

    private double When() => _chance.Between(0, _length);

    /// <summary>None, one or several, so many on average.</summary>
    private void Some(double average, Func<Act> act)
    {
        for (var left = average; left > 0; left--)
        {
            if (_chance.Hits(Math.Min(left, 0.8)))
            {
                _acts.Add(act());
            }
        }
    }
}
