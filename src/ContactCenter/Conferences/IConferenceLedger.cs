using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Conferences;

/// <summary>Where the ledger is kept. Intents and condemnations are written by the call store, with the call they belong to.</summary>
public interface IConferenceLedger
{
    Task<LedgerEntry?> FindAsync(LedgerId id, CancellationToken cancellationToken);

    /// <summary>The entry of the conference that the server knows by this id, the latest if there are several.</summary>
    Task<LedgerEntry?> FindAsync(ConferenceId conference, CancellationToken cancellationToken);

    /// <summary>Writes the entry if nobody else did since it was read; false when somebody did. Raises its version by one.</summary>
    /// <param name="claimant">
    /// Who did this at TrueConf Server: then it is written only while that node is alive and has the entry in hand. Null for
    /// a fact that is true whoever finds it out.
    /// </param>
    Task<bool> SaveAsync(LedgerEntry entry, NodeId? claimant, CancellationToken cancellationToken);

    /// <summary>
    /// Takes in hand a conference that is to be made, or looked for: an entry that is neither gone nor condemned, nor in the
    /// hands of another node that is alive; null otherwise. From here on TrueConf Server may have been asked to make it:
    /// the entry is returned as it was before, so whoever finds <see cref="LedgerEntry.BegunAt"/> empty is the first.
    /// </summary>
    Task<LedgerEntry?> BeginAsync(LedgerId id, NodeId claimant, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Takes in hand condemned entries that are not gone, due by <paramref name="now"/> and in the hands of no other node that
    /// is alive; the longest due first. Making a conference and removing it never overlap.
    /// </summary>
    /// <param name="inHand">What the claimant knows to have in hand; the rest of its own is returned again, as after a lost answer.</param>
    Task<IReadOnlyList<LedgerEntry>> ClaimDueAsync(
        NodeId claimant, IReadOnlyCollection<LedgerId> inHand, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Lets go of an entry, if it is in these hands.</summary>
    Task ReleaseAsync(LedgerId id, NodeId claimant, CancellationToken cancellationToken);

    /// <summary>When the next condemned entry becomes due after <paramref name="now"/>; null when none does.</summary>
    Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Condemned entries whose removal keeps failing, at least <paramref name="failures"/> times in a row.</summary>
    Task<IReadOnlyList<LedgerEntry>> StuckAsync(int failures, CancellationToken cancellationToken);

    /// <summary>Keeps on record that a conference of ours was found that nobody owned, why it was one, and what became of it.</summary>
    Task RecordAsync(Orphan orphan, CancellationToken cancellationToken);

    /// <summary>Orphans found since then, the latest first.</summary>
    Task<IReadOnlyList<Orphan>> OrphansAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>
    /// The server refused this one although its operator is free: until then no more are made than it may run now without
    /// it. A lower limit that is known already stays. Returns how many these are.
    /// </summary>
    /// <param name="untilWhenAlone">Until when instead, if there are none.</param>
    Task<int> LimitReachedAsync(
        LedgerId refused, DateTimeOffset until, DateTimeOffset untilWhenAlone, CancellationToken cancellationToken);

    /// <summary>Forgets entries that have been gone since before then: they were needed only to tell a late list from an orphan.</summary>
    Task ForgetAsync(DateTimeOffset goneBefore, CancellationToken cancellationToken);
}
