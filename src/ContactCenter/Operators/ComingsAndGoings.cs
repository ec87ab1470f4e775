namespace ContactCenter.Operators;

/// <summary>Who has gone and who is back, gathered reading by reading, until somebody has seen to it.</summary>
internal sealed class ComingsAndGoings
{
    private readonly Lock _lock = new();
    private readonly Dictionary<GroupId, HashSet<OperatorId>> _awayByGroup = [];
    private readonly HashSet<OperatorId> _back = [];
    private readonly HashSet<OperatorId> _gone = [];

    /// <summary>A group was read. A reading that failed tells of nobody.</summary>
    public void Note(RosterWatch watch)
    {
        if (watch is not { Trouble: null, Latest: { } latest })
        {
            return;
        }

        lock (_lock)
        {
            // Somebody may have left one group and be there in another.
            if (!_awayByGroup.TryGetValue(latest.Group, out var away))
            {
                _awayByGroup[latest.Group] = away = [];
            }

            foreach (var id in watch.Gone.Where(away.Add))
            {
                _gone.Add(id);
                _back.Remove(id);
            }

            foreach (var one in latest.Operators.Where(one => one.Presence != Presence.Offline && away.Remove(one.Id)))
            {
                _back.Add(one.Id);
                _gone.Remove(one.Id);
            }
        }
    }

    public (IReadOnlyCollection<OperatorId> Back, IReadOnlyCollection<OperatorId> Gone) Pending()
    {
        lock (_lock)
        {
            return ([.. _back], [.. _gone]);
        }
    }

    /// <summary>That has been seen to.</summary>
    public void Settle(IReadOnlyCollection<OperatorId> back, IReadOnlyCollection<OperatorId> gone)
    {
        lock (_lock)
        {
            _back.ExceptWith(back);
            _gone.ExceptWith(gone);
        }
    }
}
