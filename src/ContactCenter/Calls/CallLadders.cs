using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Which ladder relaxes a call's needs: that of the queue it was placed in, where its needs come from, also after an overflow.</summary>
internal sealed class CallLadders(Func<string, QueueSettings?> find)
{
    private readonly Dictionary<(string Queue, string Kind), Ladder> _known = [];

    public Ladder Of(Call call) => Of(call.Queue, call.Kind);

    /// <param name="kind">As <see cref="Call.Kind"/>.</param>
    public Ladder Of(string queue, string kind)
    {
        if (!_known.TryGetValue((queue, kind), out var ladder))
        {
            var bar = kind.IndexOf('|', StringComparison.Ordinal);
            var steps = (find(kind[(bar + 1)..]) ?? find(queue))?.Ladder ?? [];
            _known[(queue, kind)] = ladder = new Ladder(SkillNeeds.Parse(kind[..bar]), steps);
        }

        return ladder;
    }
}
