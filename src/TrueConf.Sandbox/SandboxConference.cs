namespace TrueConf.Sandbox;

/// <summary>A conference as it stood when asked.</summary>
/// <param name="Ringing">The users it rings.</param>
/// <param name="Participants">Who is in it, by participant id; before any lag.</param>
public sealed record SandboxConference(
    string Id, string Topic, string Owner, IReadOnlyList<string> Tags, bool IsRunning, IReadOnlyList<string> Ringing, IReadOnlyList<string> Participants);
