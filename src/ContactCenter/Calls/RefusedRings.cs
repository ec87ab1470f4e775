using ContactCenter.Operators;

namespace ContactCenter.Calls;

/// <summary>
/// What TrueConf Server's refusals to ring somebody who is free mean, as far as this node can tell: a licence that is used
/// up, or an operator for whom nothing can be made.
/// </summary>
internal sealed class RefusedRings
{
    private static readonly TimeSpan _atFirst = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _atMost = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();

    /// <summary>Who was refused and has not been rung since; and whether somebody else has.</summary>
    private readonly Dictionary<OperatorId, bool> _refused = [];

    private TimeSpan _holds = _atFirst;

    /// <summary>The operator's device rings: the licence allows it.</summary>
    public void Rang(OperatorId id)
    {
        lock (_lock)
        {
            _holds = _atFirst;
            _refused.Remove(id);
            foreach (var other in _refused.Keys.ToList())
            {
                _refused[other] = true;
            }
        }
    }

    /// <summary>How long the licence is believed to be used up; null when it is the operator: others were rung since the last refusal.</summary>
    public BelievedLimit? Refused(OperatorId id)
    {
        lock (_lock)
        {
            var isRepeated = _refused.TryGetValue(id, out var othersRang);
            var isShared = _refused.Any(other => other.Key != id && !other.Value);
            if (othersRang)
            {
                return null;
            }

            _refused[id] = false;
            var limit = new BelievedLimit(_holds, isRepeated, isShared);
            _holds = _holds * 2 < _atMost ? _holds * 2 : _atMost;
            return limit;
        }
    }
}

/// <summary>So long the server is taken to run no more conferences than it does now.</summary>
/// <param name="IsRepeated">The same operator was refused before and nobody has been rung since: let another be the next to find out.</param>
/// <param name="IsShared">Another operator was refused, too, and nobody has been rung since: then it is not about this one.</param>
internal readonly record struct BelievedLimit(TimeSpan Holds, bool IsRepeated, bool IsShared);
