using ContactCenter.Operators;

namespace ContactCenter.Conferences;

/// <summary>Names a row of the ledger; it travels in the conference's tags, so a lost conference finds its way home.</summary>
public readonly record struct LedgerId(Guid Value)
{
    public static LedgerId? TryParse(string? text) => Guid.TryParseExact(text, "N", out var value) ? new LedgerId(value) : null;

    public override string ToString() => Value.ToString("N");
}

/// <summary>TrueConf Server's own id of a conference.</summary>
public readonly record struct ConferenceId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Names this installation among all that share a TrueConf Server: random, written once by the first migration.</summary>
public readonly record struct InstallationId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>One conference we intend, have made or must remove. While it is not gone, its operator is taken.</summary>
/// <remarks>
/// The row is committed before TrueConf Server is asked to create, and condemned in the same transaction that lets go of
/// it. What remains is then a question of looking: see <c>ConferenceRemover</c>.
/// </remarks>
public sealed record LedgerEntry(LedgerId Id, string Owner, OperatorId Operator, DateTimeOffset IntendedAt)
{
    /// <summary>From when on the server may have been asked to make it; null: it certainly never was.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>The server's id; null while it is not known whether, or as what, the conference exists.</summary>
    public ConferenceId? Conference { get; init; }

    /// <summary>Since when nobody wants the conference; null while a call owns it.</summary>
    public DateTimeOffset? CondemnedAt { get; init; }

    /// <summary>When the server confirmed that it stopped.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>When it was confirmed gone: deleted, unknown to the server, or never made. The operator is free from here.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>When a condemned conference is worked on next.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Attempts to remove it that failed in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Why the last attempt failed, in a sentence; null when it did not.</summary>
    public string? Trouble { get; init; }

    /// <summary>Counts the row's changes; a write with another version than stored is refused.</summary>
    public int Version { get; init; }

    public LedgerEntry Gone(DateTimeOffset at) => this with { CondemnedAt = CondemnedAt ?? at, GoneAt = at, Failures = 0, Trouble = null };
}
