using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Replay;

/// <summary>Who was signed in, busy elsewhere or paused, as far as decisions show it, and calls that waited without one.</summary>
/// <remarks>A decision names everybody of its group who is signed in, unless they are too many; so whoever it does not name is away.</remarks>
internal sealed class Sightings(QueueBook queues)
{
    /// <summary>A call that could be offered is offered sooner.</summary>
    private static readonly TimeSpan _prompt = TimeSpan.FromSeconds(10);

    private readonly Dictionary<OperatorId, List<Sighting>> _seen = [];
    private readonly Dictionary<string, HashSet<OperatorId>> _groups = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<OperatorId, List<Sighting>> Operators => _seen;

    public IReadOnlyDictionary<string, IReadOnlySet<OperatorId>> Groups =>
        _groups.ToDictionary(group => group.Key, group => (IReadOnlySet<OperatorId>)group.Value, StringComparer.OrdinalIgnoreCase);

    public void Read(IReadOnlyList<Call> calls, IReadOnlyList<Decision> decisions)
    {
        var engagements = calls.SelectMany(Engagements).ToLookup(one => one.Operator);
        var times = decisions.ToLookup(one => one.Group, one => one.At, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Order().ToArray(), StringComparer.OrdinalIgnoreCase);
        var moments = decisions.Select(one => (one.At, Tell: (Action)(() => Read(one))))
            .Concat(from call in calls
                    where WaitedInVain(call, times)
                    select (At: call.ArrivedAt, Tell: (Action)(() => ReadSilence(call, engagements))));
        foreach (var (_, tell) in moments.OrderBy(moment => moment.At))
        {
            tell();
        }
    }

    private void Read(Decision decision)
    {
        var named = decision.Considered.Select(one => (one.Operator, As: Seen.Here))
            .Concat(decision.Excluded.Select(one => (one.Operator, As: SeenBy(one.Rule))))
            .ToList();
        var members = MembersOf(decision.Group);
        foreach (var (id, seen) in named)
        {
            members.Add(id);
            See(id, seen, decision.At);
        }

        if (decision.Others == 0)
        {
            foreach (var id in members.Except(named.Select(one => one.Operator)).ToList())
            {
                See(id, Seen.Away, decision.At);
            }
        }
    }

    /// <summary>A call came that anybody could have had, and was offered to nobody: whoever was in none of our calls was not free.</summary>
    private void ReadSilence(Call call, ILookup<OperatorId, Engaged> engagements)
    {
        foreach (var id in MembersOf(QueueOf(call).Group))
        {
            if (!engagements[id].Any(one => one.From <= call.ArrivedAt && call.ArrivedAt <= one.To))
            {
                See(id, FoundNobody(call) || SeenNow(id) == Seen.Away ? Seen.Away : Seen.Busy, call.ArrivedAt);
            }
        }
    }

    private bool WaitedInVain(Call call, Dictionary<string, DateTimeOffset[]> decisions)
    {
        var queue = QueueOf(call);
        var until = call.ArrivedAt + queue.PreferredFor + _prompt;
        if (!call.Needs.IsEmpty || (call.EndedAt < until && !FoundNobody(call)))
        {
            return false;
        }

        var ofGroup = decisions.GetValueOrDefault(queue.Group) ?? [];
        var next = Array.BinarySearch(ofGroup, call.ArrivedAt);
        next = next < 0 ? ~next : next;
        return next == ofGroup.Length || ofGroup[next] > until;
    }

    /// <summary>Whether it was given up because nobody was signed in.</summary>
    private static bool FoundNobody(Call call) =>
        call is { Outcome: CallOutcome.Unanswered, Offers.Count: 0 } && call.EndedAt < call.GiveUpAt;

    /// <summary>When our calls kept operators, with what followed them.</summary>
    private IEnumerable<Engaged> Engagements(Call call) =>
        from offer in call.Offers
        let queue = QueueOf(call)
        let after = offer.State == OfferState.Answered ? call.EndedAt + queue.WrapUp : offer.EndedAt + queue.CoolDown
        select new Engaged(offer.Operator, offer.OfferedAt, (after ?? offer.OfferedAt) + queue.RosterInterval);

    private void See(OperatorId id, Seen seen, DateTimeOffset at)
    {
        if (SeenNow(id) != seen)
        {
            if (!_seen.TryGetValue(id, out var sightings))
            {
                _seen[id] = sightings = [];
            }

            sightings.Add(new Sighting(at, seen));
        }
    }

    private Seen SeenNow(OperatorId id) => _seen.TryGetValue(id, out var sightings) ? sightings[^1].As : Seen.Away;

    private HashSet<OperatorId> MembersOf(string group)
    {
        if (!_groups.TryGetValue(group, out var members))
        {
            _groups[group] = members = [];
        }

        return members;
    }

    private QueueSettings QueueOf(Call call) => queues.Find(call.Queue) ?? queues.All[0];

    private static Seen SeenBy(string rule) => rule switch
    {
        nameof(Availability.Busy) => Seen.Busy,
        nameof(Availability.Paused) => Seen.Paused,
        _ => Seen.Here,
    };

    private sealed record Engaged(OperatorId Operator, DateTimeOffset From, DateTimeOffset To);
}
