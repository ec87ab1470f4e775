using TrueConf.Sandbox.Conferences;
using TrueConf.Sandbox.Directory;

namespace TrueConf.Sandbox;

/// <summary>Users and conferences as the switches show them: how things really are, whatever the API reports.</summary>
internal static class SwitchViews
{
    public static SandboxConference Of(Conference conference) => new(
        conference.Id, conference.Topic, conference.Owner.Id, conference.Tags, conference.IsRunning,
        [.. conference.Rings.Keys], [.. conference.Present.Select(seat => seat.Id)]);

    public static object Of(User user) => new
    {
        user.Id,
        user.DisplayName,
        user.Groups,
        user.Presence,
        user.Status,
        user.ForcedStatus,
        Clients = user.Devices.Count,
        user.Behaviour.AutoAnswer,
        user.Behaviour.DeclineAfter,
        user.Behaviour.HangUpAfter,
        user.Behaviour.Ignore,
    };
}
