using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Conferences;

internal static class ConferenceLedgerChanges
{
    private static readonly TimeSpan _orphansAreOfInterest = TimeSpan.FromDays(30);

    /// <summary>
    /// Changes an entry whoever else changes it at the same time; null when there is no entry, nothing to change, or it is
    /// in other hands than the claimant's.
    /// </summary>
    public static async Task<LedgerEntry?> ChangeAsync(
        this IConferenceLedger ledger, LedgerId id, NodeId? claimant, Func<LedgerEntry, LedgerEntry?> change, CancellationToken cancellationToken)
    {
        int? refused = null;
        while (await ledger.FindAsync(id, cancellationToken) is { } entry && entry.Version != refused && change(entry) is { } changed)
        {
            if (await ledger.SaveAsync(changed, claimant, cancellationToken))
            {
                return changed;
            }

            // Refused, and nobody has changed it: then it is no longer in these hands.
            refused = entry.Version;
        }

        return null;
    }

    /// <summary>Keeps the server's id: it is recorded even when the call has moved on meanwhile.</summary>
    public static Task RecordAsync(this IConferenceLedger ledger, LedgerId id, ConferenceId conference, CancellationToken cancellationToken) =>
        ledger.ChangeAsync(id, claimant: null, entry => entry.Conference is null ? entry with { Conference = conference } : null, cancellationToken);

    /// <summary>Orphans that have been found and not removed: as far back as anybody still looks into them.</summary>
    public static async Task<IReadOnlyList<Orphan>> LeftOrphansAsync(
        this IConferenceLedger ledger, DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await ledger.OrphansAsync(now - _orphansAreOfInterest, cancellationToken)).Where(one => one.RemovedAt is null).DistinctBy(one => one.Conference)];

    /// <summary>It was certainly never made.</summary>
    public static Task NeverMadeAsync(
        this IConferenceLedger ledger, LedgerId id, NodeId claimant, DateTimeOffset now, CancellationToken cancellationToken) =>
        ledger.ChangeAsync(id, claimant, entry => entry is { Conference: null, GoneAt: null } ? entry.Gone(now) : null, cancellationToken);
}
