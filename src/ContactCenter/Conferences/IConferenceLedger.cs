namespace ContactCenter.Conferences;

/// <summary>Where the ledger is kept. Intents and condemnations are written by the call store, with the call they belong to.</summary>
public interface IConferenceLedger
{
    Task<LedgerEntry?> FindAsync(LedgerId id, CancellationToken cancellationToken);

    /// <summary>Writes the entry if nobody else did since it was read; false when somebody did. Raises its version by one.</summary>
    Task<bool> SaveAsync(LedgerEntry entry, CancellationToken cancellationToken);

    /// <summary>Condemned entries that are not gone and due by <paramref name="now"/>, the longest due first.</summary>
    Task<IReadOnlyList<LedgerEntry>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>When the next condemned entry becomes due after <paramref name="now"/>; null when none does.</summary>
    Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Condemned entries whose removal keeps failing, at least <paramref name="failures"/> times in a row.</summary>
    Task<IReadOnlyList<LedgerEntry>> StuckAsync(int failures, CancellationToken cancellationToken);
}
