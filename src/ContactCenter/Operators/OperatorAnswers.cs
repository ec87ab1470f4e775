namespace ContactCenter.Operators;

/// <summary>Answer to <c>GET /api/admin/operators</c>, in the order of ids.</summary>
public sealed record OperatorsView(IReadOnlyList<OperatorAdminView> Operators);

/// <summary>An operator, as a supervisor sees them.</summary>
/// <param name="Groups">As settings name them.</param>
/// <param name="Availability">Whether they may be offered a call, and if not, why.</param>
/// <param name="Since">Free: since when they are idle; paused: since when. Null where that is not known.</param>
/// <param name="Until">Wrapping up, cooling down, resting: until when at most. Null otherwise.</param>
/// <param name="ReadAt">When TrueConf Server was asked for what is said here.</param>
/// <param name="Pause">Null when there is none.</param>
/// <param name="MissedInRow">Rings missed since the last answer.</param>
public sealed record OperatorAdminView(
    string Id,
    string Name,
    IReadOnlyList<string> Groups,
    Availability Availability,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    DateTimeOffset ReadAt,
    PauseView? Pause,
    int MissedInRow)
{
    internal static OperatorAdminView Of(GroupMember member, OperatorFacts facts, DateTimeOffset now)
    {
        var availability = AvailabilityRules.Of(member.Operator.Presence, facts, member.ReadAt, now);
        return new OperatorAdminView(
            member.Id.Value,
            member.Operator.Name,
            member.Groups,
            availability,
            SinceOf(availability, facts),
            UntilOf(availability, facts),
            member.ReadAt,
            facts.Pause is { } pause ? new PauseView(pause.Since, pause.Reason, pause.IsAutomatic) : null,
            facts.MissedInRow);
    }

    private static DateTimeOffset? SinceOf(Availability availability, OperatorFacts facts) => availability switch
    {
        Availability.Free => facts.IdleSince,
        Availability.Paused => facts.Pause?.Since,
        _ => null,
    };

    private static DateTimeOffset? UntilOf(Availability availability, OperatorFacts facts) => availability switch
    {
        Availability.WrappingUp => facts.WrapUpUntil,
        Availability.CoolingDown => facts.CoolingUntil,
        Availability.Resting => facts.RestingUntil,
        _ => null,
    };
}

public sealed record PauseView(DateTimeOffset Since, string Reason, bool Automatic);

/// <summary>Body of <c>PUT …/pause</c>.</summary>
/// <param name="Reason">1 to 200 characters, shown to supervisors.</param>
public sealed record NewPause(string? Reason = null)
{
    private const int _longest = 200;

    internal Dictionary<string, string[]> Errors() => Reason?.Trim().Length is > 0 && Reason.Length <= _longest
        ? []
        : new() { ["reason"] = [$"has {Reason?.Trim().Length ?? 0} characters; it must have 1 to {_longest}."] };
}
