namespace ContactCenter.Routing;

/// <summary>Who is asked for which call: a pure decision over one group's free operators and its first waiting calls.</summary>
internal sealed class Matching(IEnumerable<IRoutingStrategy> strategies)
{
    private readonly Dictionary<string, IRoutingStrategy> _strategies = strategies.ToDictionary(strategy => strategy.Name);

    /// <summary>
    /// Pairs calls with operators, in the calls' order. A call that may take none of those left is passed over and does
    /// not hold up the next.
    /// </summary>
    public IReadOnlyList<Match> Pair(IReadOnlyList<WaitingCall> waiting, IReadOnlyList<Candidate> free, DateTimeOffset now)
    {
        var left = free.ToList();
        var matches = new List<Match>();
        foreach (var call in waiting)
        {
            var eligible = Eligible(call, left, now);
            if (eligible.Count == 0)
            {
                continue;
            }

            var picked = _strategies[call.Strategy].Pick(eligible);
            left.Remove(picked);
            matches.Add(new Match(call, picked));
        }

        return matches;
    }

    /// <summary>Whoever was asked last is skipped while another is free, and asked again after the retry delay when not.</summary>
    private static List<Candidate> Eligible(WaitingCall call, List<Candidate> left, DateTimeOffset now)
    {
        var others = left.Where(candidate => candidate.Id != call.Skip).ToList();
        return others.Count > 0 || now < call.SkipUntil ? others : left;
    }
}

/// <summary>This operator is asked for this call.</summary>
public sealed record Match(WaitingCall Call, Candidate Operator);
