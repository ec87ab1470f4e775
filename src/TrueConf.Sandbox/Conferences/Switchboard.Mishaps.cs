using TrueConf.Sandbox.Directory;

namespace TrueConf.Sandbox.Conferences;

/// <summary>What nobody asked for: a conference that is gone, a server that was restarted.</summary>
internal sealed partial class Switchboard
{
    /// <summary>The conference is gone, running or not, as if somebody else had deleted it. False when there is none.</summary>
    public bool Vanish(string id)
    {
        lock (_gate)
        {
            if (!_conferences.TryGetValue(id, out var conference))
            {
                return false;
            }

            const string reason = "The conference vanished.";
            Stop_NeedsLock(conference, reason);
            Remove_NeedsLock(conference, reason);
            Settle_NeedsLock();
            return true;
        }
    }

    /// <summary>Everything that ran has stopped, and everybody is offline. Conferences and accounts are still there.</summary>
    /// <param name="backAfter">When the users' clients find the server again; null: only when somebody sets a presence.</param>
    public void Restart(TimeSpan? backAfter)
    {
        const string reason = "The server was restarted.";
        lock (_gate)
        {
            foreach (var conference in _conferences.Values.ToList())
            {
                Stop_NeedsLock(conference, reason);
            }

            var there = _users.Values.Where(user => user.Presence is not Presence.Offline).Select(user => (User: user, Was: user.Presence)).ToList();
            foreach (var (user, _) in there)
            {
                GoOffline_NeedsLock(user, reason);
            }

            if (backAfter is { } time)
            {
                Later_NeedsLock(time, () => there.ForEach(one => ComeBack_NeedsLock(one.User, one.Was)));
            }

            Settle_NeedsLock();
        }
    }

    /// <summary>Who was removed, or has signed in or out meanwhile, is left alone.</summary>
    private void ComeBack_NeedsLock(User user, Presence presence)
    {
        if (user.Presence is Presence.Offline && _users.GetValueOrDefault(user.Id) == user)
        {
            user.Presence = presence;
        }
    }
}
