namespace ContactCenter.Operators;

/// <summary>Whether an operator may be offered a call, and if not, the one rule that says so.</summary>
public enum Availability
{
    Free,

    /// <summary>Not signed in at TrueConf Server.</summary>
    Offline,

    Paused,

    /// <summary>A call of ours rings at their device.</summary>
    Ringing,

    /// <summary>In a conversation of ours.</summary>
    Talking,

    /// <summary>Their last conference is not gone yet, or the roster was read before it was.</summary>
    Leaving,

    /// <summary>TrueConf says so, and it is none of our calls.</summary>
    Busy,

    WrappingUp,

    /// <summary>After a missed ring.</summary>
    CoolingDown,

    /// <summary>A conference could not be made for them a moment ago.</summary>
    Resting,
}
