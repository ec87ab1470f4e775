using TrueConf.Sandbox.Conferences;
using TrueConf.Sandbox.Directory;

namespace TrueConf.Sandbox.Api;

/// <summary>ObjectUser: empty strings rather than nulls, numbers rather than flags.</summary>
internal sealed record UserView
{
    public required string Id { get; init; }

    public required string Uid { get; init; }

    public string? Avatar { get; init; }

    public required string LoginName { get; init; }

    public required string Email { get; init; }

    public required string DisplayName { get; init; }

    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";

    public string Company { get; init; } = "";

    public IReadOnlyList<GroupMini> Groups { get; init; } = [];

    public string MobilePhone { get; init; } = "";

    public string WorkPhone { get; init; } = "";

    public string HomePhone { get; init; } = "";

    public int IsActive { get; init; } = 1;

    public int Status { get; init; }

    public static UserView Of(User user, Switchboard switchboard)
    {
        var names = user.DisplayName.Split(' ', 2);
        return new()
        {
            Id = user.Id,
            Uid = user.Uid,
            LoginName = user.Id,
            Email = $"{user.Id}@example.com",
            DisplayName = user.DisplayName,
            FirstName = names[0],
            LastName = names.ElementAtOrDefault(1) ?? "",
            Groups = [.. switchboard.Groups.Where(group => user.Groups.Contains(group.Id)).Select(group => new GroupMini(group.Id, group.DisplayName, []))],
            Status = switchboard.ReportedStatus(user),
        };
    }
}

/// <summary>ObjectGroupMini.</summary>
internal sealed record GroupMini(string Id, string DisplayName, IReadOnlyList<string> Rights);
