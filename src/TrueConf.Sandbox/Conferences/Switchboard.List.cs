namespace TrueConf.Sandbox.Conferences;

/// <summary>The conferences all together: as they are, and as the API lists them, which may be late.</summary>
internal sealed partial class Switchboard
{
    // Only while the list may still show them.
    private readonly List<Conference> _removed = [];

    /// <summary>As they are.</summary>
    public IReadOnlyList<T> WithConferences<T>(Func<Conference, T> look)
    {
        lock (_gate)
        {
            return [.. _conferences.Values.Select(look)];
        }
    }

    /// <summary>As the list shows them: new ones late, and states and deleted ones of a while ago.</summary>
    /// <param name="look">What is wanted of a conference in a state; null leaves it out.</param>
    public IReadOnlyList<T> WithListed<T>(Func<Conference, string, T?> look)
        where T : class
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            var (newest, seen) = (now - Settings.ListLag, now - Settings.ListStaleness);
            var listed = from conference in _removed.Where(one => one.RemovedAt > seen).Concat(_conferences.Values)
                         where conference.CreatedAt <= newest
                         orderby conference.CreatedAt
                         select look(conference, conference.StateAt(seen));
            return [.. listed.OfType<T>()];
        }
    }

    private void RememberForTheList_NeedsLock(Conference removed)
    {
        removed.RemovedAt = _clock.GetUtcNow();
        _removed.RemoveAll(one => one.RemovedAt <= removed.RemovedAt - Settings.ListStaleness);
        if (Settings.ListStaleness > TimeSpan.Zero)
        {
            _removed.Add(removed);
        }
    }
}
