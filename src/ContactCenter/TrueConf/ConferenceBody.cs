using ContactCenter.Conferences;
using ContactCenter.Routing;

namespace ContactCenter.TrueConf;

/// <summary>A plan as the body of TrueConf's create request.</summary>
internal static class ConferenceBody
{
    private const int _symmetric = 0;
    private const int _operatorAndGuest = 2;
    private const int _noSchedule = -1;
    private const int _ringOnRun = 0;

    public static NewConference Of(ConferencePlan plan, IReadOnlyList<string> tags, TopicMark mark) => new(
        Topic: mark.AppendTo(ConferenceTopic.Clean(plan.Topic) is { Length: > 0 } topic ? topic : tags[0]),
        Type: _symmetric,
        Owner: plan.Operator.Value,
        Invitations: [new Invitation(plan.Operator.Value)],
        MaxParticipants: _operatorAndGuest,
        Schedule: new Schedule(_noSchedule),
        AllowGuests: true,
        AutoInvite: _ringOnRun,
        Recording: plan.Recording ? 1 : 0,
        Tags: tags,
        Rights: plan.GuestRights.Count > 0 ? new Rights(plan.GuestRights) : null);
}
