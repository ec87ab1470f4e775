using ContactCenter.Conferences;

namespace ContactCenter.Storage;

/// <summary>An orphan on record as its row.</summary>
internal sealed record OrphanRow
{
    public const string Columns = "conference, ledger, why, found_at as FoundAt, removed_at as RemovedAt, trouble";

    public string Conference { get; init; } = "";
    public string? Ledger { get; init; }
    public string Why { get; init; } = "";
    public long FoundAt { get; init; }
    public long? RemovedAt { get; init; }
    public string? Trouble { get; init; }

    public static OrphanRow Of(Orphan orphan) => new()
    {
        Conference = orphan.Conference.Value,
        Ledger = orphan.Ledger?.ToString(),
        Why = orphan.Why.ToString(),
        FoundAt = orphan.FoundAt.UtcTicks,
        RemovedAt = orphan.RemovedAt?.UtcTicks,
        Trouble = orphan.Trouble,
    };

    public Orphan ToOrphan() => new(
        new ConferenceId(Conference), LedgerId.TryParse(Ledger), Enum.Parse<OrphanReason>(Why), Ticks.ToMoment(FoundAt), Ticks.ToMoment(RemovedAt), Trouble);
}
