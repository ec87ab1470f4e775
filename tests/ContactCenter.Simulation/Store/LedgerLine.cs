using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Simulation.Store;

/// <summary>The ledger, as one process finds it in the store.</summary>
internal sealed class LedgerLine(StoreLine line) : IConferenceLedger
{
    private StoreState State => line.State;

    public Task<LedgerEntry?> FindAsync(LedgerId id, CancellationToken cancellationToken) =>
        line.DoAsync(() => State.Ledger.GetValueOrDefault(id)?.Entry, cancellationToken);

    public Task<LedgerEntry?> FindAsync(ConferenceId conference, CancellationToken cancellationToken) => line.DoAsync(
        () => State.Ledger.Values.Select(row => row.Entry).Where(entry => entry.Conference == conference)
            .OrderByDescending(entry => entry.IntendedAt).ThenByDescending(entry => entry.Id.Value).FirstOrDefault(),
        cancellationToken);

    public Task<bool> SaveAsync(LedgerEntry entry, NodeId? claimant, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            if (!State.Ledger.TryGetValue(entry.Id, out var row) || row.Entry.Version != entry.Version || !State.Holds(row.ClaimedBy, claimant))
            {
                return false;
            }

            line.Store.Laws.Claims.Written(row.ClaimedBy, claimant, $"ledger entry {entry.Id}");
            row.Entry = entry with { BegunAt = row.Entry.BegunAt, IntendedAt = row.Entry.IntendedAt, Version = entry.Version + 1 };
            if (entry.GoneAt is { } goneAt)
            {
                var freed = State.Of(entry.Operator);
                freed.FreedAt = freed.FreedAt > goneAt ? freed.FreedAt : goneAt;
            }

            line.Store.History?.Say("store", $"ledger {entry.Id} {entry.Operator} conference {entry.Conference} condemned {entry.CondemnedAt is not null} stopped {entry.StoppedAt is not null} gone {entry.GoneAt is not null}, by {line.Store.Laws.Claims.NameOf(claimant)}");
            line.Store.Laws.Saved(row);
            return true;
        },
        cancellationToken);

    public Task<LedgerEntry?> BeginAsync(LedgerId id, NodeId claimant, DateTimeOffset now, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            if (!State.Ledger.TryGetValue(id, out var row) || row.Entry is not { CondemnedAt: null, GoneAt: null } before
                || State.IsTaken(row.ClaimedBy, claimant) || !State.IsAlive(claimant))
            {
                return null;
            }

            line.Store.Laws.Claims.Taken(row.ClaimedBy, claimant, $"ledger entry {id}");
            row.ClaimedBy = claimant;
            row.Entry = before with { BegunAt = before.BegunAt ?? now };
            return before;
        },
        cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> ClaimDueAsync(
        NodeId claimant, IReadOnlyCollection<LedgerId> inHand, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<LedgerEntry>>(
            () =>
            {
                List<LedgerRow>? due = null;
                if (!State.IsAlive(claimant))
                {
                    return [];
                }

                foreach (var row in State.Ledger.Values)
                {
                    if (row.Entry is { CondemnedAt: not null, GoneAt: null } entry && entry.DueAt <= now
                        && !State.IsTaken(row.ClaimedBy, claimant) && !(row.ClaimedBy == claimant && inHand.Contains(entry.Id)))
                    {
                        (due ??= []).Add(row);
                    }
                }

                if (due is null)
                {
                    return [];
                }

                due.Sort((one, other) => (one.Entry.DueAt, one.Entry.Id.Value).CompareTo((other.Entry.DueAt, other.Entry.Id.Value)));
                var taken = due.Take(limit).ToList();
                foreach (var row in taken)
                {
                    line.Store.Laws.Claims.Taken(row.ClaimedBy, claimant, $"ledger entry {row.Entry.Id}");
                    row.ClaimedBy = claimant;
                }

                return [.. taken.Select(row => row.Entry)];
            },
            cancellationToken);

    public Task ReleaseAsync(LedgerId id, NodeId claimant, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            if (State.Ledger.TryGetValue(id, out var row) && row.ClaimedBy == claimant)
            {
                row.ClaimedBy = null;
            }
        },
        cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            DateTimeOffset? next = null;
            foreach (var row in State.Ledger.Values)
            {
                if (row.Entry is { CondemnedAt: not null, GoneAt: null } entry && entry.DueAt > now && (next is null || entry.DueAt < next))
                {
                    next = entry.DueAt;
                }
            }

            return next;
        },
        cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> StuckAsync(int failures, CancellationToken cancellationToken) => line.DoAsync<IReadOnlyList<LedgerEntry>>(
        () => [.. State.Ledger.Values.Select(row => row.Entry).Where(entry => entry is { CondemnedAt: not null, GoneAt: null } && entry.Failures >= failures)],
        cancellationToken);

    public Task RecordAsync(Orphan orphan, CancellationToken cancellationToken) => line.DoAsync(() => State.Orphans.Add(orphan), cancellationToken);

    public Task<IReadOnlyList<Orphan>> OrphansAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<Orphan>>(() => [.. State.Orphans.Where(one => one.FoundAt >= since).Reverse()], cancellationToken);

    public Task<int> LimitReachedAsync(
        LedgerId refused, DateTimeOffset until, DateTimeOffset untilWhenAlone, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            var most = State.Ledger.Values.Count(
                row => row.Entry is { GoneAt: null, BegunAt: not null } && (row.Started || row.Entry.CondemnedAt is null) && row.Entry.Id != refused);
            if (State.Licence is not { } known || most <= known.Most || known.Until <= State.Ledger.GetValueOrDefault(refused)?.Entry.IntendedAt)
            {
                State.Licence = (most, most > 0 ? until : untilWhenAlone);
            }

            return most;
        },
        cancellationToken);

    public Task ForgetAsync(DateTimeOffset goneBefore, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            foreach (var id in State.Ledger.Where(row => row.Value.Entry.GoneAt < goneBefore).Select(row => row.Key).ToList())
            {
                State.Ledger.Remove(id);
            }
        },
        cancellationToken);
}
