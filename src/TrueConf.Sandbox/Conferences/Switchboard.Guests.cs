using System.Security.Cryptography;
using TrueConf.Sandbox.Live;

namespace TrueConf.Sandbox.Conferences;

/// <summary>What became of a guest who came with a link.</summary>
internal enum Admission
{
    Admitted,

    /// <summary>The credential is unknown, too old, or for another conference.</summary>
    Refused,

    /// <summary>Everybody the conference has room for is in it.</summary>
    Full,

    /// <summary>The conference is over, or has not begun.</summary>
    NotRunning,
}

/// <summary>Guests: their links, and what they do with them.</summary>
internal sealed partial class Switchboard
{
    private readonly Dictionary<string, GuestLink> _guestLinks = [];

    /// <summary>A new credential each time, in the shape TrueConf's have.</summary>
    /// <param name="keep">False gives one that lets nobody in.</param>
    public string NewGuestLink(string conferenceId, string name, bool keep)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            var secret = $"${RandomNumberGenerator.GetHexString(32, lowercase: true)}*{now.ToUnixTimeSeconds()}*" +
                RandomNumberGenerator.GetHexString(32, lowercase: true);
            foreach (var (old, _) in _guestLinks.Where(link => !_conferences.ContainsKey(link.Value.Conference)).ToList())
            {
                _guestLinks.Remove(old);
            }

            if (keep)
            {
                _guestLinks[secret] = new GuestLink(conferenceId, name, now);
            }

            return secret;
        }
    }

    /// <summary>A guest comes in by a link, or comes back with the same one to the seat it has.</summary>
    public Admission Admit(string conferenceId, string credential, Line? line, out string? seatId)
    {
        lock (_gate)
        {
            seatId = null;
            if (!_guestLinks.TryGetValue(credential, out var link) || link.Conference != conferenceId)
            {
                return Admission.Refused;
            }

            if (!_conferences.TryGetValue(conferenceId, out var conference) || !conference.IsRunning)
            {
                return Admission.NotRunning;
            }

            var seat = conference.Seats.Find(taken => taken.IsHere && taken.Credential == credential);
            if (seat is null)
            {
                if (_clock.GetUtcNow() - link.GivenAt > Settings.GuestLinkLife)
                {
                    return Admission.Refused;
                }

                if (conference.IsFull)
                {
                    return Admission.Full;
                }

                var id = $"#guest:{RandomNumberGenerator.GetHexString(8, lowercase: true)}@{SandboxServer.Domain}";
                seat = new Seat(id, link.Name, user: null, _clock.GetUtcNow()) { Credential = credential };
                conference.Seats.Add(seat);
                Note_NeedsLock(LogKind.Joined, conference, seat.Id);
            }

            seat.Line?.Say(new { Type = "moved", Reason = "This conversation goes on in another window." });
            seat.Line?.Close();
            seat.Line = line;
            seat.Absence = null;
            seatId = seat.Id;
            Settle_NeedsLock();
            return Admission.Admitted;
        }
    }

    public bool GuestLeaves(string seatId)
    {
        lock (_gate)
        {
            if (GuestSeat_NeedsLock(seatId) is not var (conference, seat))
            {
                return false;
            }

            Leave_NeedsLock(conference, seat, "The guest hung up.");
            Settle_NeedsLock();
            return true;
        }
    }

    /// <summary>The guest's page is gone without a word. The participant stays until the server notices.</summary>
    /// <param name="line">The line that broke; nothing happens if the guest has another one by now. Null for a guest without a page.</param>
    public bool GuestVanishes(string seatId, Line? line = null)
    {
        lock (_gate)
        {
            if (GuestSeat_NeedsLock(seatId) is not var (conference, seat) || seat.Line != line)
            {
                return false;
            }

            var away = new object();
            seat.Line = null;
            seat.Absence = away;
            Note_NeedsLock(LogKind.Vanished, conference, seat.Id);
            Later_NeedsLock(Settings.GuestLinger, () =>
            {
                if (seat.IsHere && seat.Absence == away)
                {
                    Leave_NeedsLock(conference, seat, "The guest vanished.");
                }
            });
            Settle_NeedsLock();
            return true;
        }
    }

    private (Conference Conference, Seat Seat)? GuestSeat_NeedsLock(string seatId)
    {
        foreach (var conference in _conferences.Values)
        {
            if (conference.Seats.Find(seat => seat.User is null && seat.IsHere && seat.Id == seatId) is { } seat)
            {
                return (conference, seat);
            }
        }

        return null;
    }

    private sealed record GuestLink(string Conference, string Name, DateTimeOffset GivenAt);
}
