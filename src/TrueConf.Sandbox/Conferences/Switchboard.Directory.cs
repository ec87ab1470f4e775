using TrueConf.Sandbox.Directory;

namespace TrueConf.Sandbox.Conferences;

/// <summary>Who has an account, in which group, and what their status is.</summary>
internal sealed partial class Switchboard
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, User> _users = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Group> Groups
    {
        get
        {
            lock (_gate)
            {
                return [.. _groups.Values];
            }
        }
    }

    public IReadOnlyList<T> WithUsers<T>(Func<User, T> look)
    {
        lock (_gate)
        {
            return [.. _users.Values.Select(look)];
        }
    }

    public bool Behave(string id, Func<Behaviour, Behaviour> change)
    {
        lock (_gate)
        {
            if (!_users.TryGetValue(id, out var user))
            {
                return false;
            }

            user.Behaviour = change(user.Behaviour);
            return true;
        }
    }

    public bool ForceStatus(string id, int? status)
    {
        lock (_gate)
        {
            if (!_users.TryGetValue(id, out var user))
            {
                return false;
            }

            user.ForcedStatus = status;
            return true;
        }
    }

    public bool AddGroup(Group group)
    {
        lock (_gate)
        {
            var added = _groups.TryAdd(group.Id, group);
            Settle_NeedsLock();
            return added;
        }
    }

    public bool RemoveGroup(string id)
    {
        lock (_gate)
        {
            var removed = _groups.Remove(id);
            Settle_NeedsLock();
            return removed;
        }
    }

    public bool AddUser(string id, string displayName, IReadOnlyList<string> groups)
    {
        lock (_gate)
        {
            var added = _users.TryAdd(id, new User(id, displayName, groups, _clock.GetUtcNow()));
            Settle_NeedsLock();
            return added;
        }
    }

    /// <summary>The account goes, and with it whatever the user is in.</summary>
    public bool RemoveUser(string id)
    {
        lock (_gate)
        {
            if (!_users.TryGetValue(id, out var user))
            {
                return false;
            }

            SignOut_NeedsLock(user, "The account was removed.");
            _users.Remove(id);
            Settle_NeedsLock();
            return true;
        }
    }

    /// <summary>Looks at a user; by login or by login@server, in any case. Null when there is none.</summary>
    public T? WithUser<T>(string id, Func<User, T> look)
        where T : class
    {
        lock (_gate)
        {
            return _users.TryGetValue(id.Split('@')[0], out var user) ? look(user) : null;
        }
    }

    /// <summary>The users of a group, in order; null when there is no such group.</summary>
    public IReadOnlyList<T>? WithMembers<T>(string group, Func<User, T> look)
    {
        lock (_gate)
        {
            return _groups.ContainsKey(group) ? [.. _users.Values.Where(user => IsIn(user, group)).Select(look)] : null;
        }
    }

    public static bool IsIn(User user, string group) => group == Group.None
        ? user.Groups.Count == 0
        : user.Groups.Contains(group, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the API says about a user's status now. Under the lock of <c>WithUser</c> and its like.</summary>
    public int ReportedStatus(User user) => user.ForcedStatus ?? user.StatusAt(_clock.GetUtcNow() - Settings.StatusLag);

    private int Status_NeedsLock(User user)
    {
        if (SeatOf_NeedsLock(user) is var (conference, _))
        {
            return conference.Owner == user ? Status.MultiHost : Status.Busy;
        }

        return user.Presence switch
        {
            Presence.Offline => Status.Offline,
            Presence.Busy => Status.Busy,
            _ => Settings.BusyWhileRinging && _conferences.Values.Any(c => c.Rings.ContainsKey(user.Id)) ? Status.Busy : Status.Online,
        };
    }

    private void FillDirectory_NeedsLock()
    {
        _groups.Clear();
        _users.Clear();
        foreach (var group in StartingDirectory.Groups)
        {
            _groups.Add(group.Id, group);
        }

        foreach (var user in StartingDirectory.Users(_clock.GetUtcNow()))
        {
            _users.Add(user.Id, user);
        }
    }
}
