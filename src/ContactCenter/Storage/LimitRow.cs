using ContactCenter.Calls;

namespace ContactCenter.Storage;

/// <summary>How many conferences there are, and how many there may be; see <see cref="LedgerStatements.Limits"/>.</summary>
internal sealed record LimitRow
{
    public int NotGone { get; init; }
    public int Running { get; init; }
    public int Starting { get; init; }
    public int Leaving { get; init; }
    public int? Most { get; init; }
    public long? Until { get; init; }

    /// <summary>Who was offered last in each queue, where one statement asks for that, too.</summary>
    public string? Cursors { get; init; }

    public ConferenceCount Conferences => new(NotGone, Running, Starting, Leaving);

    public LearntLimit? Learnt => (Most, Ticks.ToMoment(Until)) is ({ } most, { } until) ? new LearntLimit(most, until) : null;
}
