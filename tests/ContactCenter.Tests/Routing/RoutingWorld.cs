using System.Globalization;
using ContactCenter.Operators;
using ContactCenter.Routing;
using ContactCenter.Tests.Calls;

namespace ContactCenter.Tests.Routing;

/// <summary>
/// A group, its queues and what happens there second by second, all drawn from one seed: guests come and go, operators sign
/// in and out, answer and miss, calls are held, overflow and ring at more.
/// </summary>
internal sealed class RoutingWorld
{
    private readonly Random _random;
    private int _seq;

    public RoutingWorld(int seed, string strategy)
    {
        _random = new Random(seed);
        Queues = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(number => DrawQueue($"q{number}", strategy))];
        Operators =
        [
            .. Enumerable.Range(0, _random.Next(1, 9)).Select(number => new WorldOperator
            {
                Id = new OperatorId($"op{number}"),
                Skills = DrawSkills(_random.Next(3)),
                IsSignedIn = _random.Next(4) > 0,
            }),
        ];
        MostConferences = _random.Next(3) == 0 ? _random.Next(1, 5) : null;
    }

    public DateTimeOffset Now { get; private set; } = Staffing.Noon;
    public IReadOnlyList<QueueSettings> Queues { get; }
    public IReadOnlyList<WorldOperator> Operators { get; }
    public int? MostConferences { get; }
    public Dictionary<string, OperatorId> Cursors { get; } = [];

    /// <summary>Those that wait or ring, in the order in which they came.</summary>
    public List<WorldCall> Calls { get; } = [];

    public int Conferences => Operators.Count(one => one.IsRinging || one.TalksUntil is not null);

    public int Allowed => MostConferences - Conferences ?? int.MaxValue;

    public QueueSettings QueueOf(string name) => Queues.First(queue => queue.Name == name);

    public WorldOperator OperatorOf(OperatorId id) => Operators.First(one => one.Id == id);

    public void Offer(WorldCall call, OperatorId id)
    {
        OperatorOf(id).IsRinging = true;
        call.Live.Add(id, Now.AddSeconds(_random.Next(1, 15)));
        Cursors[call.Queue] = id;
    }

    /// <summary>A second passes.</summary>
    public void Pass()
    {
        Now = Now.AddSeconds(1);
        foreach (var one in Operators)
        {
            Pass(one);
        }

        foreach (var call in Calls.ToList())
        {
            Pass(call);
        }

        while (_random.Next(3) == 0)
        {
            Calls.Add(DrawCall());
        }
    }

    private void Pass(WorldOperator one)
    {
        if (one.TalksUntil <= Now)
        {
            (one.TalksUntil, one.IdleSince) = (null, Now);
        }
        else if (one.TalksUntil is null && !one.IsRinging && _random.Next(20) == 0)
        {
            one.IsSignedIn = !one.IsSignedIn;
        }
    }

    private void Pass(WorldCall call)
    {
        foreach (var (id, until) in call.Live.Where(one => one.Value <= Now).ToList())
        {
            if (_random.Next(2) == 0)
            {
                Answer(call, OperatorOf(id));
                return;
            }

            Miss(call, OperatorOf(id));
        }

        if (_random.Next(60) == 0 || (call.GiveUpAt <= Now && call.Live.Count == 0 && _random.Next(3) == 0))
        {
            // The guest leaves, or is given up; whoever was rung is free as before.
            Leave(call);
            return;
        }

        call.HeldFor = call.HeldUntil <= Now ? null : call.HeldFor;
        call.Width += call.Live.Count > 0 && _random.Next(10) == 0 ? 1 : 0;
        if (call.Live.Count == 0 && call.PlacedIn is null && _random.Next(30) == 0)
        {
            (call.PlacedIn, call.Queue) = (call.Queue, Queues[_random.Next(Queues.Count)].Name);
        }
    }

    private void Answer(WorldCall call, WorldOperator by)
    {
        Leave(call);
        by.TalksUntil = Now.AddSeconds(_random.Next(1, 40));
        by.Calls++;
    }

    private void Miss(WorldCall call, WorldOperator by)
    {
        call.Live.Remove(by.Id);
        (call.Missed, call.MissedAt, call.HeldFor) = (by.Id, Now, null);
        (by.IsRinging, by.IdleSince) = (false, Now);
    }

    private void Leave(WorldCall call)
    {
        foreach (var id in call.Live.Keys)
        {
            OperatorOf(id).IsRinging = false;
        }

        Calls.Remove(call);
    }

    private WorldCall DrawCall()
    {
        var held = _random.Next(6) == 0;
        return new WorldCall
        {
            Seq = ++_seq,
            Queue = Queues[_random.Next(Queues.Count)].Name,
            Needs = _random.Next(2) == 0 ? SkillNeeds.None : SkillNeeds.Of(DrawSkills(_random.Next(1, 3))),
            ArrivedAt = Now.AddMilliseconds(-_random.Next(3)),
            Class = _random.Next(8) == 0 ? 1 : 0,
            HeadStart = TimeSpan.FromSeconds(_random.Next(4) == 0 ? 30 : 0),
            Width = _random.Next(4) == 0 ? _random.Next(1, 4) : 1,
            HeldFor = held ? Operators[_random.Next(Operators.Count)].Id : null,
            HeldUntil = held ? Now.AddSeconds(_random.Next(1, 20)) : Now,
            GiveUpAt = Now.AddSeconds(_random.Next(4) == 0 ? _random.Next(1, 10) : 100),
        };
    }

    private QueueSettings DrawQueue(string name, string strategy)
    {
        var steps = Enumerable.Range(1, _random.Next(4)).Select(step => new LadderStep(TimeSpan.FromSeconds(8 * step), Math.Max(0, 4 - (step * 2))));
        return CallLives.Queue() with
        {
            Name = name,
            Strategy = strategy,
            RetryDelay = TimeSpan.FromSeconds(_random.Next(1, 12)),
            PreferredFor = TimeSpan.FromSeconds(20),
            Ladder = [.. steps],
        };
    }

    private IReadOnlyDictionary<string, int> DrawSkills(int count) => Staffing.Skills(string.Join(',', Enumerable.Range(0, count)
        .Select(_ => string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + _random.Next(3))}:{_random.Next(1, 6)}"))));
}
