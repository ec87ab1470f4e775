using TrueConf.Sandbox.Directory;
using TrueConf.Sandbox.Live;

namespace TrueConf.Sandbox.Conferences;

/// <summary>What happens at a user's devices: signing in and out, ringing, answering, declining, hanging up, vanishing.</summary>
internal sealed partial class Switchboard
{
    // Who is in which conference: asked for every user after every change.
    private readonly Dictionary<User, (Conference Conference, Seat Seat)> _places = [];

    /// <summary>A client page signs in, or comes back after a reload. Null when there is no such user.</summary>
    public Device? SignIn(string id, string deviceId, Line line)
    {
        lock (_gate)
        {
            if (!_users.TryGetValue(id, out var user))
            {
                return null;
            }

            var device = user.Devices.Find(known => known.Id == deviceId);
            if (device is null)
            {
                device = new Device(deviceId, user);
                user.Devices.Add(device);
            }

            // A duplicated tab has the same id: the older one is told to take another.
            device.Line?.Say(new { Type = "moved" });
            device.Line?.Close();
            device.Line = line;
            device.Absence = null;
            if (user.Presence is Presence.Offline)
            {
                user.Presence = Presence.Online;
            }

            if (SeatOf_NeedsLock(user) is (_, { } seat) && seat.Device == device)
            {
                seat.Line = line;
                seat.Absence = null;
            }

            Settle_NeedsLock();
            return device;
        }
    }

    public bool SetPresence(string id, Presence presence)
    {
        lock (_gate)
        {
            if (!_users.TryGetValue(id, out var user))
            {
                return false;
            }

            user.Presence = presence;
            if (presence is Presence.Offline)
            {
                SignOut_NeedsLock(user, "The user signed out.");
            }

            Settle_NeedsLock();
            return true;
        }
    }

    public void SignOut(Device device)
    {
        lock (_gate)
        {
            Forget_NeedsLock(device, "The user signed out.");
            Settle_NeedsLock();
        }
    }

    /// <summary>A client page's line broke. Unless it comes back soon, it was the end.</summary>
    public void Vanishes(Device device, Line line)
    {
        lock (_gate)
        {
            if (device.Line != line)
            {
                return;
            }

            var away = new object();
            device.Line = null;
            device.Absence = away;
            if (SeatOf_NeedsLock(device.User) is var (conference, seat) && seat.Device == device)
            {
                seat.Line = null;
                seat.Absence = away;
                Note_NeedsLock(LogKind.Vanished, conference, device.User.Id);
            }

            Later_NeedsLock(Settings.OperatorLinger, () =>
            {
                if (device.Absence == away)
                {
                    Forget_NeedsLock(device, "The client vanished.");
                }
            });
            Settle_NeedsLock();
        }
    }

    /// <summary>The user takes a ringing call, at one device or without any. False when it does not ring, or there is no place left.</summary>
    public bool Answer(string id, string? conferenceId = null, Device? device = null)
    {
        lock (_gate)
        {
            var answered = Ringing_NeedsLock(id, conferenceId) is var (conference, user) && Answer_NeedsLock(conference, user, device);
            Settle_NeedsLock();
            return answered;
        }
    }

    public bool Decline(string id, string? conferenceId = null)
    {
        lock (_gate)
        {
            if (Ringing_NeedsLock(id, conferenceId) is not var (conference, user))
            {
                return false;
            }

            Decline_NeedsLock(conference, user);
            Settle_NeedsLock();
            return true;
        }
    }

    /// <summary>The user ends the conversation: for everybody if the conference is theirs.</summary>
    public bool HangUp(string id)
    {
        lock (_gate)
        {
            if (!_users.TryGetValue(id, out var user) || SeatOf_NeedsLock(user) is not var (conference, seat))
            {
                return false;
            }

            HangUp_NeedsLock(conference, seat);
            Settle_NeedsLock();
            return true;
        }
    }

    private void Ring_NeedsLock(Conference conference, User user)
    {
        Note_NeedsLock(LogKind.RingStarted, conference, user.Id, user.Status);
        conference.Rings[user.Id] = user;
        var behaviour = user.Behaviour;
        if (behaviour.Ignore)
        {
            return;
        }

        if (behaviour.DeclineAfter is { } patience)
        {
            Later_NeedsLock(patience, () => WhileItRings(() => Decline_NeedsLock(conference, user)));
        }
        else if (behaviour.AutoAnswer is { } delay)
        {
            Later_NeedsLock(delay, () => WhileItRings(() => Answer_NeedsLock(conference, user, device: null)));
        }

        void WhileItRings(Action act)
        {
            if (conference.Rings.TryGetValue(user.Id, out var ringing) && ringing == user)
            {
                act();
            }
        }
    }

    private void StopRinging_NeedsLock(Conference conference, User user, string reason)
    {
        if (conference.Rings.Remove(user.Id))
        {
            Note_NeedsLock(LogKind.RingStopped, conference, user.Id, user.Status, reason);
        }
    }

    private bool Answer_NeedsLock(Conference conference, User user, Device? device)
    {
        if (conference.IsFull)
        {
            return false;
        }

        // Nobody is in two conversations: taking the new one ends the old one.
        if (SeatOf_NeedsLock(user) is var (previous, old))
        {
            HangUp_NeedsLock(previous, old);
        }

        device ??= user.Devices.Find(known => known.Line is not null);
        Note_NeedsLock(LogKind.Answered, conference, user.Id, user.Status);
        StopRinging_NeedsLock(conference, user, "The user answered.");
        var seat = new Seat(user.Id, user.DisplayName, user, _clock.GetUtcNow()) { Device = device, Line = device?.Line };
        conference.Seats.Add(seat);
        _places[user] = (conference, seat);
        Note_NeedsLock(LogKind.Joined, conference, user.Id, user.Status);
        if (user.Behaviour.HangUpAfter is { } length)
        {
            Later_NeedsLock(length, () => HangUp_NeedsLock(conference, seat));
        }

        return true;
    }

    private void Decline_NeedsLock(Conference conference, User user)
    {
        Note_NeedsLock(LogKind.Declined, conference, user.Id, user.Status);
        StopRinging_NeedsLock(conference, user, "The user declined.");
        if (Settings.DeclineStops)
        {
            Stop_NeedsLock(conference, "The user declined.");
        }
    }

    private void HangUp_NeedsLock(Conference conference, Seat seat)
    {
        if (!seat.IsHere)
        {
            return;
        }

        if (seat.User == conference.Owner)
        {
            Stop_NeedsLock(conference, "The operator hung up.");
        }
        else
        {
            Leave_NeedsLock(conference, seat, "The participant hung up.");
        }
    }

    private void Leave_NeedsLock(Conference conference, Seat seat, string reason)
    {
        seat.LeftAt = _clock.GetUtcNow();
        if (seat.User is { } user)
        {
            _places.Remove(user);
        }

        Note_NeedsLock(LogKind.Left, conference, seat.Id, seat.User?.Status, reason);
        if (seat.User is null && seat.Line is { } line)
        {
            line.Say(new { Type = "closed", Event = Settings.EndMessage, Reason = reason });
            line.Close();
        }

        seat.Line = null;
    }

    private void SignOut_NeedsLock(User user, string reason)
    {
        foreach (var device in user.Devices.ToList())
        {
            device.Line?.Say(new { Type = "signedOut", Reason = reason });
            Forget_NeedsLock(device, reason);
        }

        GoOffline_NeedsLock(user, reason);
    }

    private void Forget_NeedsLock(Device device, string reason)
    {
        device.Line?.Close();
        device.Line = null;
        if (SeatOf_NeedsLock(device.User) is var (conference, seat) && seat.Device == device)
        {
            Leave_NeedsLock(conference, seat, reason);
        }

        if (device.User.Devices.Remove(device) && device.User.Devices.Count == 0)
        {
            GoOffline_NeedsLock(device.User, reason);
        }
    }

    private void GoOffline_NeedsLock(User user, string reason)
    {
        user.Presence = Presence.Offline;
        if (SeatOf_NeedsLock(user) is var (conference, seat))
        {
            Leave_NeedsLock(conference, seat, reason);
        }

        foreach (var ringing in _conferences.Values.Where(c => c.Rings.ContainsKey(user.Id)).ToList())
        {
            StopRinging_NeedsLock(ringing, user, reason);
        }
    }

    private (Conference Conference, User User)? Ringing_NeedsLock(string id, string? conferenceId)
    {
        foreach (var conference in _conferences.Values)
        {
            if ((conferenceId is null || conference.Id == conferenceId) && conference.Rings.TryGetValue(id, out var user))
            {
                return (conference, user);
            }
        }

        return null;
    }

    private (Conference Conference, Seat Seat)? SeatOf_NeedsLock(User user) =>
        _places.TryGetValue(user, out var place) ? place : null;
}
