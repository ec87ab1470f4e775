using TrueConf.Sandbox.Directory;

namespace TrueConf.Sandbox.Live;

/// <summary>One client page a user is signed in with. It outlives its line for a moment, so that a reload is no sign-out.</summary>
internal sealed class Device(string id, User user)
{
    public string Id { get; } = id;

    public User User { get; } = user;

    public Line? Line { get; set; }

    /// <summary>Another object for every time the page went away, null while it is here: so that a return in time counts.</summary>
    public object? Absence { get; set; }
}
