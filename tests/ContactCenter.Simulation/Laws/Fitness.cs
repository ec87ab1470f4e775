using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;
using ContactCenter.Simulation.Scenarios;

namespace ContactCenter.Simulation.Laws;

/// <summary>Who may have which call, worked out anew from what settings say, and not as the product does it.</summary>
internal sealed class Fitness(Setup setup)
{
    private readonly Dictionary<OperatorId, Dictionary<string, int>> _skills =
        setup.Operators.Select((plan, index) => (Id: new OperatorId($"op{index}"), plan.Skills)).ToDictionary(one => one.Id, one => one.Skills);

    public int? MostConferences => setup.MostConferences;

    public QueueSettings QueueOf(Call call) => Find(call.Queue);

    public QueueSettings Find(string name) => setup.Queues.First(queue => queue.Name == name);

    /// <summary>Whether the call is not held for somebody else.</summary>
    public static bool IsHeldForNobodyBut(Call call, OperatorId id) => call.HeldFor is null || call.HeldFor == id;

    /// <summary>Whether the operator can do what the call's step of the ladder asks for.</summary>
    /// <param name="staff">Everybody who is signed in: what none of them can do is not waited for. Nobody: every step is waited for.</param>
    public bool CanDo(OperatorId id, Call call, IReadOnlyList<OperatorId> staff, DateTimeOffset now)
    {
        var steps = Find(call.PlacedIn ?? call.Queue).Ladder;
        var next = steps.Count(step => call.ArrivedAt + step.After <= now);
        var atMost = steps.Take(next).Select(step => step.AtMost).Append(SkillNeeds.HighestLevel).Min();
        while (staff.Count > 0 && next < steps.Count && !staff.Any(one => Meets(one, call, atMost)))
        {
            atMost = Math.Min(atMost, steps[next++].AtMost);
        }

        return Meets(id, call, atMost);
    }

    /// <summary>Whether the operator missed the call so lately that nobody asks again.</summary>
    public bool HasJustMissed(OperatorId id, Call call, DateTimeOffset now) =>
        call.LastMissed is { } missed && missed.Operator == id && now < missed.EndedAt + QueueOf(call).RetryDelay;

    private bool Meets(OperatorId id, Call call, int atMost)
    {
        foreach (var (skill, level) in call.Needs.Levels)
        {
            if (_skills[id].GetValueOrDefault(skill) < Math.Min(level, atMost))
            {
                return false;
            }
        }

        return true;
    }
}
