namespace ContactCenter.Conferences;

/// <summary>A conference of ours that nobody owned, as it was found.</summary>
/// <param name="Ledger">The entry it belongs to, as far as that is known.</param>
/// <param name="Why">Why it counts as one.</param>
/// <param name="RemovedAt">When it was stopped and deleted; null while that has failed.</param>
/// <param name="Trouble">Why it could not be removed, in a sentence.</param>
public sealed record Orphan(
    ConferenceId Conference, LedgerId? Ledger, OrphanReason Why, DateTimeOffset FoundAt, DateTimeOffset? RemovedAt, string? Trouble);

/// <summary>Why a conference that is ours by its marks is nobody's.</summary>
public enum OrphanReason
{
    /// <summary>No entry names it, in two sweeps at least a minute apart: a backup was restored, or its entry was forgotten.</summary>
    NotInLedger,

    /// <summary>Its entry says that it is gone: the server's confirmation was wrong, or the request to make it came late.</summary>
    GoneInLedger,

    /// <summary>Its entry knows another conference: it was made twice.</summary>
    MadeTwice,
}
