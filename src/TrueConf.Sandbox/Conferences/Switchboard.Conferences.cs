using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TrueConf.Sandbox.Conferences;

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    Runs,
    NoSuchConference,
    LicenceLimit,
}

/// <summary>Conferences: made, run, stopped, removed.</summary>
internal sealed partial class Switchboard
{
    // In the order of creation, which is the order of the list.
    private readonly OrderedDictionary<string, Conference> _conferences = new(StringComparer.Ordinal);

    /// <summary>Makes a conference; null when the owner is unknown or the id is taken.</summary>
    /// <param name="keep">False only makes it look so: the answer is right, the conference does not exist.</param>
    public Conference? Create(JsonObject body, bool keep)
    {
        lock (_gate)
        {
            var id = Lenient.Text(body["id"]) ?? FreeId_NeedsLock();
            if (NewConference.OwnerOf(body) is not { } owner || !_users.TryGetValue(owner, out var user) || _conferences.ContainsKey(id))
            {
                return null;
            }

            var conference = NewConference.From(body, id, user, _clock.GetUtcNow());
            if (keep)
            {
                _conferences.Add(id, conference);
                if (Lenient.Text(body["state"]) == "running")
                {
                    Run_NeedsLock(conference);
                }

                Settle_NeedsLock();
            }

            return conference;
        }
    }

    public RunOutcome Run(string id, bool keep)
    {
        lock (_gate)
        {
            if (!_conferences.TryGetValue(id, out var conference))
            {
                return RunOutcome.NoSuchConference;
            }

            if (!conference.IsRunning && _conferences.Values.Count(c => c.IsRunning) >= Settings.MaxRunning)
            {
                return RunOutcome.LicenceLimit;
            }

            if (keep && !conference.IsRunning)
            {
                Run_NeedsLock(conference);
                Settle_NeedsLock();
            }

            return RunOutcome.Runs;
        }
    }

    public bool Stop(string id, bool keep)
    {
        lock (_gate)
        {
            if (!_conferences.TryGetValue(id, out var conference))
            {
                return false;
            }

            if (keep)
            {
                Stop_NeedsLock(conference, "The conversation was ended.");
                Settle_NeedsLock();
            }

            return true;
        }
    }

    public bool Delete(string id, bool keep)
    {
        lock (_gate)
        {
            if (!_conferences.TryGetValue(id, out var conference))
            {
                return false;
            }

            if (keep)
            {
                Stop_NeedsLock(conference, "The conversation was ended.");
                _conferences.Remove(id);
                Note_NeedsLock(LogKind.Deleted, conference);
                Settle_NeedsLock();
            }

            return true;
        }
    }

    /// <summary>Looks at a conference; null when there is none.</summary>
    public T? WithConference<T>(string id, Func<Conference, T> look)
        where T : class
    {
        lock (_gate)
        {
            return _conferences.TryGetValue(id, out var conference) ? look(conference) : null;
        }
    }

    public IReadOnlyList<T> WithConferences<T>(Func<Conference, bool> wanted, Func<Conference, T> look)
    {
        lock (_gate)
        {
            return [.. _conferences.Values.Where(wanted).Select(look)];
        }
    }

    /// <summary>Who the API says is in a conference. Under the lock of <c>WithConference</c>.</summary>
    public IEnumerable<Seat> ReportedSeats(Conference conference)
    {
        var moment = _clock.GetUtcNow() - Settings.ParticipantLag;
        return conference.IsRunning ? conference.Seats.Where(seat => seat.WasHereAt(moment)) : [];
    }

    private void Run_NeedsLock(Conference conference)
    {
        conference.IsRunning = true;
        conference.Seats.Clear();
        Note_NeedsLock(LogKind.Started, conference);
        foreach (var id in conference.Invited)
        {
            if (_users.TryGetValue(id, out var user) && user.Presence is not Presence.Offline)
            {
                Ring_NeedsLock(conference, user);
            }
        }
    }

    private void Stop_NeedsLock(Conference conference, string reason)
    {
        if (!conference.IsRunning)
        {
            return;
        }

        foreach (var user in conference.Rings.Values.ToList())
        {
            StopRinging_NeedsLock(conference, user, reason);
        }

        foreach (var seat in conference.Present.ToList())
        {
            Leave_NeedsLock(conference, seat, reason);
        }

        conference.IsRunning = false;
        Note_NeedsLock(LogKind.Stopped, conference, reason: reason);
    }

    private string FreeId_NeedsLock()
    {
        while (true)
        {
            var id = RandomNumberGenerator.GetInt32(1_000_000_000, int.MaxValue).ToString(CultureInfo.InvariantCulture);
            if (!_conferences.ContainsKey(id))
            {
                return id;
            }
        }
    }
}
