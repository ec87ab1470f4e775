using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Api;

/// <summary>Groups, their users, and one user.</summary>
internal static class DirectoryEndpoints
{
    public static void MapDirectory(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/groups", ListGroups)
            .WithMetadata(new ApiCall(ApiRoute.Groups) { Scopes = ["groups", "groups:read"] });
        routes.MapGet("/groups/{groupId}/users", ListGroupUsers)
            .WithMetadata(new ApiCall(ApiRoute.GroupUsers) { Scopes = ["groups.users", "groups.users:read"] });
        routes.MapGet("/users/{userId}", GetUser)
            .WithMetadata(new ApiCall(ApiRoute.Users) { Scopes = ["users", "users:read"] });
    }

    private static IResult ListGroups(HttpRequest request, Switchboard switchboard)
    {
        var (groups, nextPageId) = Paging.FromZero(switchboard.Groups, request, switchboard.Settings);
        return ApiJson.Ok(new { Groups = groups, NextPageId = nextPageId });
    }

    private static IResult ListGroupUsers(string groupId, HttpRequest request, Switchboard switchboard)
    {
        if (switchboard.WithMembers(groupId, user => UserView.Of(user, switchboard)) is not { } members)
        {
            return ApiErrors.GroupNotFound(groupId);
        }

        var (users, nextPageId) = Paging.FromZero(members, request, switchboard.Settings);
        return ApiJson.Ok(new { Users = users, NextPageId = nextPageId });
    }

    private static IResult GetUser(string userId, Switchboard switchboard) =>
        switchboard.WithUser(userId, user => UserView.Of(user, switchboard)) is { } view
            ? ApiJson.Ok(new { User = view })
            : ApiErrors.UserNotFound(userId);
}
