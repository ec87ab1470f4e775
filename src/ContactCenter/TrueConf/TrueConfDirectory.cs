using ContactCenter.Operators;

namespace ContactCenter.TrueConf;

/// <summary>Operators as TrueConf Server's groups and users know them.</summary>
internal sealed class TrueConfDirectory(ITrueConfApi api) : IOperatorDirectory
{
    private const int _pageSize = 500;

    public async Task<GroupId?> FindGroupAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var groups = await Pages.FromZeroAsync(
            "groups",
            async page => await api.GetGroupsAsync(page, _pageSize, cancellationToken) is var reply ? (reply.Groups, reply.NextPageId) : default,
            group => group.Id);

        var found = groups.FirstOrDefault(group => group.Id == nameOrId)
            ?? groups.FirstOrDefault(group => string.Equals(group.DisplayName, nameOrId, StringComparison.OrdinalIgnoreCase));
        return found is null ? null : new GroupId(found.Id!);
    }

    public async Task<IReadOnlyList<Operator>> ReadGroupAsync(GroupId group, CancellationToken cancellationToken)
    {
        var users = await Pages.FromZeroAsync(
            "members of the group",
            async page => await api.GetGroupUsersAsync(group.Value, page, _pageSize, cancellationToken) is var reply ? (reply.Users, reply.NextPageId) : default,
            user => OperatorIds.Of(user)?.Value);

        return [.. users.Select(user => new Operator(OperatorIds.Of(user)!.Value, NameOf(user), PresenceOf(user)))];
    }

    public async Task<Presence> ReadPresenceAsync(OperatorId id, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await api.GetUserAsync(id.Value, cancellationToken);
            return reply.User is { } user ? PresenceOf(user) : throw Unreadable.Answer("user");
        }
        catch (TrueConfException e) when (e.Failure == TrueConfFailure.NotFound)
        {
            return Presence.Offline;
        }
    }

    private static string NameOf(User user)
    {
        var parts = string.Join(' ', new[] { user.FirstName, user.LastName }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return new[] { user.DisplayName, parts }.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name))?.Trim()
            ?? OperatorIds.Of(user)!.Value.Value;
    }

    /// <summary>Only 1 is free. Numbers that we do not know are somebody who is signed in and busy; no number is nobody.</summary>
    private static Presence PresenceOf(User user) => user switch
    {
        { IsActive: 0 } or { Status: null or <= 0 } => Presence.Offline,
        { Status: 1 } => Presence.Available,
        _ => Presence.Busy,
    };
}

/// <summary>The one form of what TrueConf calls a user, here <c>id</c> and there <c>uid</c>.</summary>
internal static class OperatorIds
{
    public static OperatorId? Of(User user) => OperatorId.Spelt(user.Id) ?? OperatorId.Spelt(user.Uid);
}
