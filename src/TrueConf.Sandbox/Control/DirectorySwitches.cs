using TrueConf.Sandbox.Conferences;
using TrueConf.Sandbox.Directory;

namespace TrueConf.Sandbox.Control;

/// <summary>Who is there, and how they behave.</summary>
internal static class DirectorySwitches
{
    public static void MapDirectorySwitches(this IEndpointRouteBuilder switches)
    {
        switches.MapGet("/users", (Switchboard switchboard) => SwitchRoutes.Json(switchboard.WithUsers(SwitchViews.Of)))
            .WithMetadata(new Switch("the users, with their real status"));
        switches.MapPost("/users", AddUser)
            .WithMetadata(new Switch("adds a user", "{ id, displayName, groups: [group ids] }"));
        switches.MapPut("/users/{id}", ChangeUser).WithMetadata(new Switch(
            "presence and behaviour without a client; what is not named stays",
            "{ presence: offline|online|busy, autoAnswer: ms|null, declineAfter: ms|null, hangUpAfter: ms|null, ignore: bool, forcedStatus: n|null }"));
        switches.MapDelete("/users/{id}", (string id, Switchboard switchboard) => SwitchRoutes.Done(switchboard.RemoveUser(id), "No such user."))
            .WithMetadata(new Switch("removes a user"));
        switches.MapGet("/groups", (Switchboard switchboard) => SwitchRoutes.Json(switchboard.Groups))
            .WithMetadata(new Switch("the groups"));
        switches.MapPost("/groups", AddGroup)
            .WithMetadata(new Switch("adds a group", "{ id, displayName }"));
        switches.MapDelete("/groups/{id}", (string id, Switchboard switchboard) => SwitchRoutes.Done(switchboard.RemoveGroup(id), "No such group."))
            .WithMetadata(new Switch("removes a group"));
    }

    private static async Task<IResult> AddUser(HttpRequest request, Switchboard switchboard)
    {
        var user = await SwitchRoutes.ReadAsync<NewUser>(request);
        return SwitchRoutes.Done(switchboard.AddUser(user.Id, user.DisplayName, user.Groups ?? []), "There is such a user already.");
    }

    private static async Task<IResult> AddGroup(HttpRequest request, Switchboard switchboard)
    {
        var group = await SwitchRoutes.ReadAsync<Group>(request);
        return SwitchRoutes.Done(switchboard.AddGroup(group), "There is such a group already.");
    }

    private static async Task<IResult> ChangeUser(string id, HttpRequest request, Switchboard switchboard)
    {
        var current = switchboard.WithUser(id, UserSwitches.Of);
        if (current is null)
        {
            return SwitchRoutes.Done(false, "No such user.");
        }

        var wanted = await Overlay.ReadAsync(request, current);
        switchboard.Behave(id, _ => new Behaviour
        {
            AutoAnswer = wanted.AutoAnswer,
            DeclineAfter = wanted.DeclineAfter,
            HangUpAfter = wanted.HangUpAfter,
            Ignore = wanted.Ignore,
        });
        switchboard.ForceStatus(id, wanted.ForcedStatus);
        if (wanted.Presence != current.Presence)
        {
            switchboard.SetPresence(id, wanted.Presence);
        }

        return Results.NoContent();
    }

    private sealed record NewUser(string Id, string DisplayName, string[]? Groups);

    private sealed record UserSwitches
    {
        public Presence Presence { get; init; }

        public TimeSpan? AutoAnswer { get; init; }

        public TimeSpan? DeclineAfter { get; init; }

        public TimeSpan? HangUpAfter { get; init; }

        public bool Ignore { get; init; }

        public int? ForcedStatus { get; init; }

        public static UserSwitches Of(User user) => new()
        {
            Presence = user.Presence,
            AutoAnswer = user.Behaviour.AutoAnswer,
            DeclineAfter = user.Behaviour.DeclineAfter,
            HangUpAfter = user.Behaviour.HangUpAfter,
            Ignore = user.Behaviour.Ignore,
            ForcedStatus = user.ForcedStatus,
        };
    }
}
