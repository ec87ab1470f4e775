using ContactCenter.Routing;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Scenarios;

/// <summary>Draws by which rules calls and operators are brought together. Each world has some of them, few have all.</summary>
internal sealed class RoutingMaker
{
    private static readonly string[] _skills = ["de", "billing"];

    private readonly Chance _chance;
    private readonly bool _classes;
    private readonly bool _overflows;
    private readonly bool _rings;
    private readonly bool _skilled;
    private readonly bool _prefers;
    private readonly bool _rests;
    private readonly bool _pauses;
    private readonly bool _mixed;

    public RoutingMaker(ulong seed)
    {
        _chance = new Chance(seed, "routing");
        HasManyQueues = _chance.Hits(0.35);
        (_classes, _overflows, _rings) = (_chance.Hits(0.4), _chance.Hits(0.4), _chance.Hits(0.4));
        (_skilled, _prefers, _rests, _pauses) = (_chance.Hits(0.35), _chance.Hits(0.35), _chance.Hits(0.4), _chance.Hits(0.3));
        _mixed = _chance.Hits(0.5);
        MostConferences = _chance.Hits(0.2) ? 1 + _chance.Below(3) : null;
        Licence = _chance.Hits(0.12) ? 1 + _chance.Below(3) : int.MaxValue;
    }

    /// <summary>Two queues of one group and one of another.</summary>
    public bool HasManyQueues { get; }

    public int? MostConferences { get; }
    public int Licence { get; }

    public void Rule(QueueOptions queue, int index, int count)
    {
        queue.PreferredFor = _prefers && _chance.Hits(0.8) ? _chance.Seconds(2, 12) : default;
        if (_mixed)
        {
            queue.Strategy = _chance.Pick(
                RoutingStrategies.LongestIdle, RoutingStrategies.RoundRobin, RoutingStrategies.FewestCalls, RoutingStrategies.Random);
        }

        if (_classes)
        {
            (queue.Class, queue.HeadStart) = (_chance.Pick(0, 0, 1, 2), _chance.Pick(default, _chance.Seconds(0, 20)));
        }

        if (_overflows && count > 1 && _chance.Hits(0.7))
        {
            (queue.OverflowTo, queue.OverflowAfter) = ($"queue{(index + 1) % count}", _chance.Seconds(1, 15));
        }

        if (_rings)
        {
            (queue.RingWidth, queue.RingWidthGrowsAfter) = (1 + _chance.Below(3), _chance.Pick(default, _chance.Seconds(0.5, 4)));
        }

        if (_skilled)
        {
            queue.Skills = SkillsOf(0.5);
            queue.Ladder = Ladder();
        }

        if (_rests)
        {
            (queue.WrapUp, queue.WrapUpUntilReady) = (_chance.Pick(default, _chance.Seconds(0.5, 10)), _chance.Hits(0.5));
            queue.CoolDown = _chance.Pick(default, _chance.Seconds(0.5, 10));
        }

        queue.PauseAfterMissed = _pauses ? _chance.Below(4) : 0;
    }

    public OperatorPlan Know(OperatorPlan plan) => _skilled ? plan with { Skills = SkillsOf(0.7) } : plan;

    /// <param name="operators">How many there are.</param>
    public GuestPlan Wish(GuestPlan plan, int operators) => plan with
    {
        Skills = _skilled ? SkillsOf(0.3) : [],
        Person = _prefers ? $"person{_chance.Below(3)}@example.org" : null,
        Prefers = _prefers && _chance.Hits(0.4) ? $"op{_chance.Below(operators)}" : null,
    };

    /// <summary>What operators and whoever looks after them do about their time.</summary>
    public IEnumerable<Act> Acts(int operators, double length)
    {
        var many = (_rests ? 3 : 0) + (_pauses ? 4 : 0);
        for (var left = many; left > 0; left--)
        {
            var (who, at) = (_chance.Below(operators), _chance.Between(0, length));
            switch (_chance.Below(5))
            {
                case 0:
                    yield return new Act(ActKind.OperatorPaused, at, who);
                    break;
                case 1:
                    yield return new Act(ActKind.OperatorGoes, at, who);
                    yield return new Act(ActKind.OperatorComes, at + _chance.Between(0.5, 15), who);
                    break;
                case 2:
                    yield return new Act(ActKind.OperatorResumed, at, who);
                    break;
                default:
                    yield return new Act(ActKind.OperatorReady, at, who);
                    break;
            }
        }
    }

    private Dictionary<string, int> SkillsOf(double likely)
    {
        var skills = new Dictionary<string, int>();
        foreach (var skill in _skills)
        {
            if (_chance.Hits(likely))
            {
                skills[skill] = 1 + _chance.Below(5);
            }
        }

        return skills;
    }

    private List<LadderOptions> Ladder()
    {
        var after = _chance.Between(1, 15);
        return _chance.Below(4) switch
        {
            0 => [],
            1 => [new LadderOptions { After = TimeSpan.FromSeconds(after), Any = true }],
            2 => [new LadderOptions { After = TimeSpan.FromSeconds(after), MinLevel = 2 }],
            _ =>
            [
                new LadderOptions { After = TimeSpan.FromSeconds(after), MinLevel = 3 },
                new LadderOptions { After = TimeSpan.FromSeconds(after + 5), MinLevel = 1 },
                new LadderOptions { After = TimeSpan.FromSeconds(after + 12), Any = true },
            ],
        };
    }
}
