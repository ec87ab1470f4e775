using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TrueConf.Sandbox.Conferences;

/// <summary>What came of a request about a conference.</summary>
internal enum ConferenceOutcome
{
    Done,
    NoSuchConference,

    /// <summary>The owner is unknown, or the id is taken.</summary>
    Invalid,

    /// <summary>As many run as the licence lets.</summary>
    LicenceLimit,

    /// <summary>It cannot be deleted yet.</summary>
    InUse,
}

/// <summary>Conferences: made, run, stopped, removed.</summary>
internal sealed partial class Switchboard
{
    // In the order of creation, which is the order of the list.
    private readonly OrderedDictionary<string, Conference> _conferences = new(StringComparer.Ordinal);

    /// <summary>Makes a conference, and starts it at once if that is asked for too.</summary>
    /// <param name="keep">False only makes it look so: the answer is right, the conference does not exist.</param>
    public ConferenceOutcome Create(JsonObject body, bool keep, out Conference? made)
    {
        made = null;
        lock (_gate)
        {
            var runs = Lenient.Text(body["state"]) == "running";
            var id = Lenient.Text(body["id"]) ?? FreeId_NeedsLock();
            if (NewConference.OwnerOf(body) is not { } owner || !_users.TryGetValue(owner, out var user) || _conferences.ContainsKey(id))
            {
                return ConferenceOutcome.Invalid;
            }

            if (runs && IsLicenceUsedUp_NeedsLock)
            {
                return ConferenceOutcome.LicenceLimit;
            }

            made = NewConference.From(body, id, user, _clock.GetUtcNow());
            if (keep)
            {
                _conferences.Add(id, made);
                if (runs)
                {
                    Run_NeedsLock(made);
                }

                Settle_NeedsLock();
            }

            return ConferenceOutcome.Done;
        }
    }

    public ConferenceOutcome Run(string id, bool keep)
    {
        lock (_gate)
        {
            if (!_conferences.TryGetValue(id, out var conference))
            {
                return ConferenceOutcome.NoSuchConference;
            }

            if (!conference.IsRunning && IsLicenceUsedUp_NeedsLock)
            {
                return ConferenceOutcome.LicenceLimit;
            }

            if (keep && !conference.IsRunning)
            {
                Run_NeedsLock(conference);
                Settle_NeedsLock();
            }

            return ConferenceOutcome.Done;
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

    public ConferenceOutcome Delete(string id, bool keep)
    {
        lock (_gate)
        {
            if (!_conferences.TryGetValue(id, out var conference))
            {
                return ConferenceOutcome.NoSuchConference;
            }

            if (IsInUse_NeedsLock(conference))
            {
                return ConferenceOutcome.InUse;
            }

            if (keep)
            {
                Stop_NeedsLock(conference, "The conversation was ended.");
                Remove_NeedsLock(conference);
                Settle_NeedsLock();
            }

            return ConferenceOutcome.Done;
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

    /// <summary>Who the API says is in a conference. Under the lock of <c>WithConference</c>.</summary>
    public IEnumerable<Seat> ReportedSeats(Conference conference)
    {
        var moment = _clock.GetUtcNow() - Settings.ParticipantLag;
        return conference.IsRunning ? conference.Seats.Where(seat => seat.WasHereAt(moment)) : [];
    }

    private void Run_NeedsLock(Conference conference)
    {
        conference.Becomes(running: true, _clock.GetUtcNow());
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

        conference.Becomes(running: false, _clock.GetUtcNow());
        Note_NeedsLock(LogKind.Stopped, conference, reason: reason);
    }

    private bool IsLicenceUsedUp_NeedsLock => _conferences.Values.Count(c => c.IsRunning) >= Settings.MaxRunning;

    private bool IsInUse_NeedsLock(Conference conference) => Settings.DeleteRefusedFor is var time && time > TimeSpan.Zero
        && (conference.IsRunning || conference.ChangedAt > _clock.GetUtcNow() - time);

    private void Remove_NeedsLock(Conference conference, string? reason = null)
    {
        _conferences.Remove(conference.Id);
        RememberForTheList_NeedsLock(conference);
        Note_NeedsLock(LogKind.Deleted, conference, reason: reason);
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
