using ContactCenter.Calls;
using ContactCenter.Operators;

namespace ContactCenter.Replay;

/// <summary>The operators during a replay: whether they are there, as it was recorded, and what the replayed calls mean for their time.</summary>
internal sealed class Desks(History history)
{
    private readonly Dictionary<OperatorId, Desk> _desks = history.Operators.ToDictionary(one => one.Key, one => new Desk(one.Key));
    private readonly Dictionary<string, RosterWatch> _watches = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _stale = new(history.Groups.Keys, StringComparer.OrdinalIgnoreCase);

    public void See(OperatorId id, Seen seen, DateTimeOffset now)
    {
        _desks[id].See(seen, now);
        _stale.UnionWith(history.Groups.Where(group => group.Value.Contains(id)).Select(group => group.Key));
    }

    /// <summary>The group as a reading this moment would find it.</summary>
    public RosterWatch Watch(string group, DateTimeOffset now)
    {
        if (!_watches.TryGetValue(group, out var watch) || _stale.Remove(group))
        {
            var members = history.Groups.GetValueOrDefault(group) ?? new HashSet<OperatorId>();
            watch = (watch ?? new RosterWatch()).AfterRead(new Roster(
                new GroupId(group), now, [.. members.OrderBy(id => id.Value, StringComparer.Ordinal).Select(id => _desks[id].Operator)]));
            _watches[group] = watch;
            _stale.Remove(group);
        }

        return watch;
    }

    public IReadOnlyList<OperatorFacts> Facts(IEnumerable<OperatorId> ids, bool countsRecentCalls, DateTimeOffset now) =>
        [.. ids.Select(id => countsRecentCalls ? _desks[id].CountedFacts(now) : _desks[id].Facts)];

    /// <summary>What a change of a call means for the operators it had, has now, or has done with.</summary>
    public void Note(CallChange change)
    {
        foreach (var offer in change.Before.LiveOffers)
        {
            _desks[offer.Operator].Engage(Engagement.None);
        }

        foreach (var offer in change.After.LiveOffers)
        {
            _desks[offer.Operator].Engage(offer.State == OfferState.Answered ? Engagement.Talking : Engagement.Ringing);
        }

        if (change.JustAnswered is { } answered)
        {
            _desks[answered.Operator].Answer(change.At);
        }

        foreach (var mark in change.Marks)
        {
            _desks[mark.Operator].Note(mark, change.At);
        }
    }
}
