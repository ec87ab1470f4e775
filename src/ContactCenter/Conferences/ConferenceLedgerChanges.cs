namespace ContactCenter.Conferences;

internal static class ConferenceLedgerChanges
{
    /// <summary>
    /// Changes an entry whoever else changes it at the same time; null when there is no entry, or nothing to change.
    /// </summary>
    public static async Task<LedgerEntry?> ChangeAsync(
        this IConferenceLedger ledger, LedgerId id, Func<LedgerEntry, LedgerEntry?> change, CancellationToken cancellationToken)
    {
        while (await ledger.FindAsync(id, cancellationToken) is { } entry && change(entry) is { } changed)
        {
            if (await ledger.SaveAsync(changed, cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }

    /// <summary>Keeps the server's id: it is recorded even when the call has moved on meanwhile.</summary>
    public static Task RecordAsync(this IConferenceLedger ledger, LedgerId id, ConferenceId conference, CancellationToken cancellationToken) =>
        ledger.ChangeAsync(id, entry => entry.Conference is null ? entry with { Conference = conference } : null, cancellationToken);

    /// <summary>It was certainly never made.</summary>
    public static Task NeverMadeAsync(this IConferenceLedger ledger, LedgerId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        ledger.ChangeAsync(id, entry => entry is { Conference: null, GoneAt: null } ? entry.Gone(now) : null, cancellationToken);
}
