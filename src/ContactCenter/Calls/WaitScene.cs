using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>What a waiting call's reason is read from.</summary>
/// <param name="Operators">Everybody of its group who is signed in, each with what keeps them from being offered a call.</param>
/// <param name="IsKnown">Whether a fresh reading of the group says who is there.</param>
/// <param name="Allowance">So many conferences may be made now; null: no limit is known.</param>
internal sealed record WaitScene(
    IReadOnlyList<StaffMember> Operators, bool IsKnown, Ladder Ladder, TimeSpan RetryDelay, int? Allowance, DateTimeOffset Now)
{
    /// <summary>Why the call waits; null when it does not.</summary>
    public WaitReason? ReasonFor(Call call)
    {
        if (call.State != CallState.Waiting)
        {
            return null;
        }

        var step = Ladder.StepAt(Now - call.ArrivedAt, new Staff(Operators.Select(one => one.Skills)));
        var held = call.HeldFor is not null && call.HeldUntil > Now;
        var able = Operators.Where(one => (!held || one.Id == call.HeldFor) && Ladder.IsMet(step, one.Skills)).ToList();
        var free = able.Where(one => one.Availability == Availability.Free).ToList();
        return this switch
        {
            _ when call.LiveOffers.Any() => WaitReason.Soon,
            _ when call.DetachedAt is not null => WaitReason.GuestAway,
            _ when !IsKnown => WaitReason.RosterUnknown,
            { Operators: [] } => WaitReason.NobodySignedIn,
            _ when held && free.Count == 0 => WaitReason.HeldForPreferred,
            _ when able.Count == 0 => WaitReason.NoSkillMatch,
            _ when free.Count > 0 => ReasonDespite(call, free),
            _ => ReasonOfBusy(able),
        };
    }

    private WaitReason ReasonDespite(Call call, List<StaffMember> free) => call.LastMissed switch
    {
        _ when Allowance == 0 => WaitReason.Licence,
        { } missed when Now < missed.EndedAt + RetryDelay && free.TrueForAll(one => one.Id == missed.Operator) => WaitReason.JustMissed,
        _ => WaitReason.Soon,
    };

    /// <summary>As long as anybody of them works, that is the reason; a pause only when all of them pause.</summary>
    private static WaitReason ReasonOfBusy(List<StaffMember> able) => able.Select(one => one.Availability switch
    {
        Availability.WrappingUp => WaitReason.WrapUp,
        Availability.CoolingDown => WaitReason.CoolDown,
        Availability.Paused => WaitReason.Paused,
        _ => WaitReason.AllBusy,
    }).Min();
}

/// <summary>Somebody who is signed in.</summary>
internal sealed record StaffMember(OperatorId Id, Availability Availability, IReadOnlyDictionary<string, int> Skills);
