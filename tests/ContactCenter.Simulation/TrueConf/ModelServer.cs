using System.Globalization;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Simulation.Laws;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.TrueConf;

/// <summary>The one TrueConf Server of a world: conferences, devices, and the law that a running conference rings whom it invites.</summary>
internal sealed class ModelServer(Agenda agenda, Lawbook laws, History? history)
{
    private int _ids = 100;

    public Agenda Agenda => agenda;
    public Lawbook Laws => laws;
    public History? History => history;

    /// <summary>Every conference there ever was, in the order of creation.</summary>
    public List<Conference> Conferences { get; } = [];
    public Dictionary<OperatorId, Device> Devices { get; } = [];

    /// <summary>The groups, by display name.</summary>
    public Dictionary<string, List<OperatorId>> Groups { get; } = [];
    public List<Fault> Faults { get; } = [];
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(2);
    public TimeSpan LongestRequest => 2 * RequestTimeout;
    public bool BusyWhileRinging { get; set; }
    public bool DeclineStops { get; set; }

    /// <summary>How much later than it is so the server says it.</summary>
    public TimeSpan ListLag { get; set; }
    public TimeSpan StatusLag { get; set; }
    public TimeSpan SeatLag { get; set; }
    public bool TagsIgnored { get; set; }

    /// <summary>Not a fault that ends: what this server is like.</summary>
    public bool TagsLost { get; init; }
    public bool DeleteRefused { get; set; }

    /// <summary>For a while no more than so many run at once.</summary>
    public int MostAllowed { get; set; } = int.MaxValue;

    /// <summary>Not a fault that ends, either: no more than so many ever do.</summary>
    public int Licence { get; init; } = int.MaxValue;

    public bool IsUsedUp => Existing.Count(one => one.Running) >= Math.Min(MostAllowed, Licence);

    /// <summary>What settings say of its licence; null: nothing.</summary>
    public int? MostConferences { get; init; }

    /// <summary>How often somebody was refused because it is used up.</summary>
    public int Refusals { get; set; }

    /// <summary>Down until then; everybody is offline for a while afterwards if it was a restart.</summary>
    public long DownUntil { get; set; }

    /// <summary>Requests on their way.</summary>
    public int OnTheWay { get; set; }

    /// <summary>Told when a device begins to ring.</summary>
    public event Action<Device, Conference>? Rang;

    /// <summary>Told when a conference stops or loses somebody.</summary>
    public event Action<Conference>? Changed;

    public bool IsDown => agenda.Now < DownUntil;

    public bool IsWell => !IsDown && Faults.TrueForAll(fault => fault.Until <= agenda.Now) && ListLag == default && StatusLag == default
        && SeatLag == default && !TagsIgnored && !DeleteRefused && MostAllowed == int.MaxValue;

    public IEnumerable<Conference> Existing => Conferences.Where(one => one.DeletedAt is null);

    public void Heal()
    {
        Faults.Clear();
        (ListLag, StatusLag, SeatLag) = (default, default, default);
        (TagsIgnored, DeleteRefused, MostAllowed, DownUntil) = (false, false, int.MaxValue, Math.Min(DownUntil, agenda.Now));
    }

    /// <summary>The id of a conference that was not made although the server says so.</summary>
    public ConferenceId NoSuchId() => new((++_ids).ToString(CultureInfo.InvariantCulture));

    public Conference? Find(ConferenceId id) => Conferences.Find(one => one.Id == id && one.DeletedAt is null);

    public Conference Create(LedgerId? ledger, InstallationId? installation, OperatorId owner)
    {
        var conference = new Conference(
            new ConferenceId((++_ids).ToString(CultureInfo.InvariantCulture)), ledger, installation, owner, agenda.Now);
        Conferences.Add(conference);
        history?.Say("trueconf", $"conference {conference.Id} is made for {owner}, ledger {ledger}");
        return conference;
    }

    public void Run(Conference conference)
    {
        if (!conference.Running)
        {
            conference.Declined = false;
            conference.Turn(running: true, agenda.Now);
            history?.Say("trueconf", $"conference {conference.Id} runs");
            Settle();
        }
    }

    public void Stop(Conference conference, string why)
    {
        if (!conference.Running)
        {
            return;
        }

        conference.Turn(running: false, agenda.Now);
        if (conference.OperatorIsIn)
        {
            Devices[conference.Owner].In = null;
        }

        (conference.OperatorIsIn, conference.Guest) = (false, null);
        conference.Seated(agenda.Now);
        history?.Say("trueconf", $"conference {conference.Id} stops: {why}");
        Settle();
        Changed?.Invoke(conference);
    }

    public void Delete(Conference conference, string why)
    {
        Stop(conference, why);
        conference.DeletedAt = agenda.Now;
        history?.Say("trueconf", $"conference {conference.Id} is deleted: {why}");
    }

    /// <summary>Everything stops and everybody is signed out.</summary>
    public void Restart(TimeSpan down)
    {
        history?.Say("trueconf", $"restarts, down for {down.TotalSeconds:F1} s");
        DownUntil = Math.Max(DownUntil, agenda.Now + down.Ticks);
        foreach (var device in Devices.Values)
        {
            SignOut(device);
        }

        foreach (var conference in Conferences.Where(one => one.Running).ToList())
        {
            Stop(conference, "the server restarts");
        }
    }

    public void SignIn(Device device)
    {
        device.Online = true;
        Settle();
    }

    public void SignOut(Device device)
    {
        device.Online = false;
        LeaveSeat(device);
        Settle();
    }

    public bool Answer(Device device, Conference conference)
    {
        if (!conference.Rings || !conference.Running)
        {
            return false;
        }

        LeaveSeat(device);
        conference.OperatorIsIn = true;
        device.In = conference;
        device.Elsewhere = false;
        conference.Seated(agenda.Now);
        history?.Say(device.Id.Value, $"answers in conference {conference.Id}");
        Settle();
        Changed?.Invoke(conference);
        return true;
    }

    public void Decline(Device device, Conference conference)
    {
        if (!conference.Rings)
        {
            return;
        }

        conference.Declined = true;
        history?.Say(device.Id.Value, $"declines conference {conference.Id}");
        if (DeclineStops)
        {
            Stop(conference, "declined");
        }

        Settle();
    }

    /// <summary>The operator's conference ends when the operator hangs up: it is theirs.</summary>
    public void HangUp(Device device)
    {
        if (device.In is { } conference)
        {
            Stop(conference, $"{device.Id} hung up");
        }
    }

    public void Leave(Conference conference, object guest)
    {
        if (conference.Guest == guest)
        {
            conference.Guest = null;
            conference.Seated(agenda.Now);
            Changed?.Invoke(conference);
        }
    }

    /// <summary>Lets devices ring that should, and stop that should not.</summary>
    public void Settle()
    {
        foreach (var conference in Conferences)
        {
            var device = Devices[conference.Owner];
            var should = conference.Running && conference.DeletedAt is null && device.Online && !conference.OperatorIsIn && !conference.Declined;
            if (should == conference.Rings)
            {
                continue;
            }

            conference.Rings = should;
            if (!should)
            {
                device.Ringing.Remove(conference);
                history?.Say(device.Id.Value, $"stops ringing for conference {conference.Id}");
                continue;
            }

            device.Ringing.Add(conference);
            history?.Say(device.Id.Value, $"RINGS for conference {conference.Id}");
            laws.Rings.Began(device);
            Rang?.Invoke(device, conference);
        }

        foreach (var device in Devices.Values)
        {
            device.Note(agenda.Now, BusyWhileRinging);
        }
    }

    private void LeaveSeat(Device device)
    {
        if (device.In is { } conference)
        {
            device.In = null;
            conference.OperatorIsIn = false;
            conference.Seated(agenda.Now);
            Changed?.Invoke(conference);
        }
    }
}
