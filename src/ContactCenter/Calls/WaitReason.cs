namespace ContactCenter.Calls;

/// <summary>Why a call waits for an operator, in the most telling word: of several that hold the first of these.</summary>
public enum WaitReason
{
    /// <summary>The guest is away: nobody is asked until they are back.</summary>
    GuestAway,

    /// <summary>TrueConf Server does not say who is there.</summary>
    RosterUnknown,

    NobodySignedIn,

    /// <summary>It is held for one operator, who is not free yet.</summary>
    HeldForPreferred,

    /// <summary>Nobody who is signed in can what it needs, as far as that is relaxed by now.</summary>
    NoSkillMatch,

    /// <summary>Somebody is free for it, but there may be no further conference.</summary>
    Licence,

    /// <summary>Only the operator is free who has just not answered.</summary>
    JustMissed,

    /// <summary>Somebody is free for it: it is about to be offered, or is already and does not ring yet.</summary>
    Soon,

    /// <summary>Of those who could take it some talk, are rung, or are about to be free again.</summary>
    AllBusy,

    /// <summary>They are in their wrap-up; nobody talks.</summary>
    WrapUp,

    /// <summary>They have just missed a ring, and are not asked for a while.</summary>
    CoolDown,

    /// <summary>All who could take it pause.</summary>
    Paused,
}
