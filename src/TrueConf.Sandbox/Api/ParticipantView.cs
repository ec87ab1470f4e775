using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Api;

/// <summary>Somebody in a conference: a user with two more members, or a guest of whom little is known.</summary>
internal static class ParticipantView
{
    public static object Of(Seat seat, Conference conference, Switchboard switchboard)
    {
        var joinTime = seat.JoinedAt.ToUnixTimeSeconds();
        var isOwner = seat.User == conference.Owner ? 1 : 0;
        if (seat.User is not { } user)
        {
            return new { seat.Id, Uid = seat.Id, DisplayName = seat.Name, JoinTime = joinTime, IsOwner = isOwner };
        }

        var view = UserView.Of(user, switchboard);
        return new { view.Id, view.Uid, view.Avatar, view.LoginName, view.Email, view.DisplayName, view.Status, view.IsActive, JoinTime = joinTime, IsOwner = isOwner };
    }
}
