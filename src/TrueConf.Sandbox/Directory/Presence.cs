namespace TrueConf.Sandbox;

/// <summary>What a user shows to others while not in a conference.</summary>
public enum Presence
{
    Offline,
    Online,
    Busy,
}

/// <summary>TrueConf's numbers for a user's status.</summary>
internal static class Status
{
    public const int Offline = 0;
    public const int Online = 1;
    public const int Busy = 2;

    /// <summary>In a conference the user owns.</summary>
    public const int MultiHost = 5;
}
