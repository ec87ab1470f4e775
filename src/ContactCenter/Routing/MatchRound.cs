using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>One match while it is being made: who is left, and whose turn it is.</summary>
internal sealed class MatchRound(IReadOnlyDictionary<string, IRoutingStrategy> strategies, MatchScene scene)
{
    private readonly List<Candidate> _left = [.. scene.Free];
    private readonly HashSet<OperatorId> _chosen = [];
    private readonly Dictionary<string, OperatorId> _cursors = new(scene.Cursors);
    private readonly List<Pairing> _pairings = [];

    public IReadOnlyList<Pairing> Pairings => _pairings;

    /// <summary>Whether nobody can be offered any further call.</summary>
    public bool IsOver => _left.Count == 0 || _pairings.Count >= scene.Allowed;

    /// <summary>Offers the call to the best of those left who may have it; false when nobody may.</summary>
    public bool TryOffer(WaitingCall call)
    {
        var step = call.Ladder.StepAt(scene.Now - call.ArrivedAt, scene.Staff);
        var eligible = Eligible(call, step);
        if (eligible.Count == 0)
        {
            return false;
        }

        var considered = InOrder(call, eligible).Take(Decision.MostNamed).ToList();
        var (chosen, _) = considered[0];
        var excluded = CouldNot(call, step, eligible).Take(Decision.MostNamed).ToList();
        _pairings.Add(new Pairing(
            call,
            chosen,
            ReasonOf(call, eligible.Count),
            [.. considered.Select(one => new Considered(one.Candidate.Id, one.Tier, strategies[call.Strategy].Measure(one.Candidate)))],
            excluded,
            scene.Free.Count - considered.Count - excluded.Count));

        _left.Remove(chosen);
        _chosen.Add(chosen.Id);
        _cursors[call.Queue] = chosen.Id;
        return true;
    }

    /// <summary>Whoever was asked last is skipped while another may be asked, and asked again after the retry delay when not.</summary>
    private List<(Candidate Candidate, int Tier)> Eligible(WaitingCall call, int step)
    {
        var able = new List<(Candidate Candidate, int Tier)>();
        foreach (var one in _left)
        {
            if ((call.HeldFor is null || call.HeldFor == one.Id) && call.Ladder.TierOf(one.Skills, step) is { } tier)
            {
                able.Add((one, tier));
            }
        }

        var skipped = able.FindIndex(one => one.Candidate.Id == call.Skip);
        if (skipped >= 0 && (able.Count > 1 || scene.Now < call.SkipUntil))
        {
            able.RemoveAt(skipped);
        }

        return able;
    }

    /// <summary>Who will do from an earlier step on comes first; among them the queue's strategy decides.</summary>
    private IEnumerable<(Candidate Candidate, int Tier)> InOrder(WaitingCall call, List<(Candidate Candidate, int Tier)> eligible)
    {
        var turn = new RoutingTurn(call.Queue, _cursors.TryGetValue(call.Queue, out var cursor) ? cursor : null);
        return from tier in eligible.GroupBy(one => one.Tier, one => one.Candidate).OrderBy(tier => tier.Key)
               from candidate in strategies[call.Strategy].Order([.. tier], turn)
               select (candidate, tier.Key);
    }

    private IEnumerable<Excluded> CouldNot(WaitingCall call, int step, List<(Candidate Candidate, int Tier)> eligible)
    {
        var could = eligible.Count == scene.Free.Count ? null : eligible.Select(one => one.Candidate.Id).ToHashSet();
        return could is null ? [] :
            from one in scene.Free
            where !could.Contains(one.Id)
            select new Excluded(one.Id, RuleFor(call, step, one));
    }

    private string RuleFor(WaitingCall call, int step, Candidate one) => one switch
    {
        _ when _chosen.Contains(one.Id) => Excluded.Chosen,
        _ when call.HeldFor is { } preferred && preferred != one.Id => Excluded.NotPreferred,
        _ when !call.Ladder.IsMet(step, one.Skills) => Excluded.Skills,
        _ => Excluded.JustMissed,
    };

    private static ChoiceReason ReasonOf(WaitingCall call, int eligible) => call.HeldFor is not null
        ? ChoiceReason.Preferred
        : eligible == 1 ? ChoiceReason.OnlyOne : ChoiceReason.Strategy;
}
