using ContactCenter.Conferences;
using ContactCenter.Operators;

namespace ContactCenter.Simulation.TrueConf;

/// <summary>A conference as TrueConf Server has it, with what it was earlier: late lists show that.</summary>
internal sealed class Conference(ConferenceId id, LedgerId? ledger, InstallationId? installation, OperatorId owner, long createdAt)
{
    private readonly List<(long At, bool Running)> _past = [];

    public ConferenceId Id { get; } = id;
    public LedgerId? Ledger { get; } = ledger;
    public InstallationId? Installation { get; } = installation;

    /// <summary>Its owner and only invited one.</summary>
    public OperatorId Owner { get; } = owner;
    public long CreatedAt { get; } = createdAt;
    public long? DeletedAt { get; set; }
    public bool Running { get; private set; }
    public bool Declined { get; set; }
    public bool Rings { get; set; }
    public bool OperatorIsIn { get; set; }

    /// <summary>The guest's seat; null when it is empty.</summary>
    public object? Guest { get; set; }

    public List<(long At, bool Operator, bool Guest)> Seats { get; } = [];

    public void Turn(bool running, long now)
    {
        Running = running;
        _past.Add((now, running));
    }

    public void Seated(long now) => Seats.Add((now, OperatorIsIn, Guest is not null));

    public bool WasListedAt(long moment) => CreatedAt <= moment && (DeletedAt is null || DeletedAt > moment);

    public bool WasRunningAt(long moment) => _past.LastOrDefault(one => one.At <= moment).Running;

    public Attendance AttendanceAt(long moment)
    {
        var (_, anOperator, guest) = Seats.LastOrDefault(one => one.At <= moment);
        return new Attendance(anOperator, guest);
    }
}
