using TrueConf.Sandbox.Directory;
using TrueConf.Sandbox.Live;

namespace TrueConf.Sandbox.Conferences;

/// <summary>One person's place in a conference, from joining until gone. Somebody whose page vanished keeps it for a while.</summary>
internal sealed class Seat(string id, string name, User? user, DateTimeOffset joinedAt)
{
    /// <summary>The participant's id on the wire: the user's short login, or <c>#guest:…</c>.</summary>
    public string Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>Null for a guest.</summary>
    public User? User { get; } = user;

    public DateTimeOffset JoinedAt { get; } = joinedAt;

    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>The page that shows this person the conference; null without a page, or while it is away.</summary>
    public Line? Line { get; set; }

    /// <summary>Another object for every time the page went away, null while it is here: so that a return in time counts.</summary>
    public object? Absence { get; set; }

    /// <summary>The client the user answered with; null for guests and for users without a page.</summary>
    public Device? Device { get; init; }

    /// <summary>The secret of the guest's link: whoever comes again with it takes this seat.</summary>
    public string? Credential { get; init; }

    public bool IsHere => LeftAt is null;

    public bool WasHereAt(DateTimeOffset moment) => JoinedAt <= moment && (LeftAt is null || LeftAt > moment);
}
