using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Routing;

/// <summary>The rules of matching once more, as plainly as they can be said, over all calls there are.</summary>
internal sealed class BruteForce(RoutingWorld world, IRoutingStrategy strategy)
{
    private readonly List<WorldOperator> _left = [.. world.Operators.Where(one => one.IsFree)];
    private readonly Dictionary<string, OperatorId> _cursors = new(world.Cursors);

    public List<(WorldCall Call, OperatorId Operator)> Pairs()
    {
        var pairs = new List<(WorldCall, OperatorId)>();
        var live = world.Calls.ToDictionary(call => call, call => call.Live.Count);
        var calls = world.Calls.OrderBy(call => call.Rank).ThenBy(call => call.Seq).ToList();
        foreach (var call in calls.Where(call => live[call] == 0))
        {
            TryOffer(call);
        }

        while (calls.Where(call => live[call] > 0 && live[call] < WidthOf(call)).OrderBy(call => live[call]).FirstOrDefault(TryOffer) is not null)
        {
        }

        return pairs;

        bool TryOffer(WorldCall call)
        {
            if (pairs.Count >= world.Allowed || Best(call) is not { } best)
            {
                return false;
            }

            _left.RemoveAll(one => one.Id == best);
            _cursors[call.Queue] = best;
            pairs.Add((call, best));
            live[call]++;
            return true;
        }
    }

    /// <summary>Who may have the call this moment.</summary>
    public List<WorldOperator> Eligible(WorldCall call)
    {
        if (call.GiveUpAt <= world.Now)
        {
            return [];
        }

        var able = _left.Where(one => (call.HeldFor ?? one.Id) == one.Id && Meets(call, StepOf(call), one)).ToList();
        var others = able.Where(one => one.Id != call.Missed).ToList();
        return others.Count > 0 || world.Now < call.MissedAt + world.QueueOf(call.Queue).RetryDelay ? others : able;
    }

    private OperatorId? Best(WorldCall call)
    {
        OperatorId? cursor = _cursors.TryGetValue(call.Queue, out var last) ? last : null;
        var ordered = Eligible(call)
            .GroupBy(one => Enumerable.Range(0, Steps(call).Length).First(step => Meets(call, step, one)))
            .OrderBy(tier => tier.Key)
            .SelectMany(tier => strategy.Order([.. tier.Select(one => one.AsCandidate())], new RoutingTurn(call.Queue, cursor)))
            .Take(Decision.MostNamed)
            .ToList();
        return ordered.Count == 0 ? null : ordered[0].Id;
    }

    private int StepOf(WorldCall call)
    {
        var steps = Steps(call);
        var step = Array.FindLastIndex(steps, one => call.ArrivedAt + one.After <= world.Now);
        while (step < steps.Length - 1 && !world.Operators.Any(one => one.IsSignedIn && Meets(call, step, one)))
        {
            step++;
        }

        return step;
    }

    private LadderStep[] Steps(WorldCall call) => [new LadderStep(TimeSpan.Zero, 5), .. world.QueueOf(call.PlacedIn ?? call.Queue).Ladder];

    private bool Meets(WorldCall call, int step, WorldOperator one) => call.Needs.Levels.All(
        need => one.Skills.GetValueOrDefault(need.Key) >= Math.Min(need.Value, Steps(call)[step].AtMost));

    private static int WidthOf(WorldCall call) => call.HeldFor is null ? call.Width : 1;
}
