using ContactCenter.Conferences;
using ContactCenter.Operators;

namespace ContactCenter.Storage;

/// <summary>A ledger entry as its row.</summary>
internal sealed record LedgerRow
{
    public const string Columns =
        """
        id, owner, operator, intended_at as IntendedAt, begun_at as BegunAt, conference, condemned_at as CondemnedAt, stopped_at as StoppedAt,
        gone_at as GoneAt, due_at as DueAt, failures, trouble, version
        """;

    public string Id { get; init; } = "";
    public string Owner { get; init; } = "";
    public string Operator { get; init; } = "";
    public long IntendedAt { get; init; }
    public long? BegunAt { get; init; }
    public string? Conference { get; init; }
    public long? CondemnedAt { get; init; }
    public long? StoppedAt { get; init; }
    public long? GoneAt { get; init; }
    public long DueAt { get; init; }
    public int Failures { get; init; }
    public string? Trouble { get; init; }
    public int Version { get; init; }

    public static LedgerRow Of(LedgerEntry entry) => new()
    {
        Id = entry.Id.ToString(),
        Owner = entry.Owner,
        Operator = entry.Operator.Value,
        IntendedAt = entry.IntendedAt.UtcTicks,
        BegunAt = entry.BegunAt?.UtcTicks,
        Conference = entry.Conference?.Value,
        CondemnedAt = entry.CondemnedAt?.UtcTicks,
        StoppedAt = entry.StoppedAt?.UtcTicks,
        GoneAt = entry.GoneAt?.UtcTicks,
        DueAt = entry.DueAt.UtcTicks,
        Failures = entry.Failures,
        Trouble = entry.Trouble,
        Version = entry.Version,
    };

    public LedgerEntry ToEntry() =>
        new(LedgerId.TryParse(Id)!.Value, Owner, new OperatorId(Operator), Ticks.ToMoment(IntendedAt))
        {
            BegunAt = Ticks.ToMoment(BegunAt),
            Conference = Conference is { } id ? new ConferenceId(id) : null,
            CondemnedAt = Ticks.ToMoment(CondemnedAt),
            StoppedAt = Ticks.ToMoment(StoppedAt),
            GoneAt = Ticks.ToMoment(GoneAt),
            DueAt = Ticks.ToMoment(DueAt),
            Failures = Failures,
            Trouble = Trouble,
            Version = Version,
        };
}
