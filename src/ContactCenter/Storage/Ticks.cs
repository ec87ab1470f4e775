namespace ContactCenter.Storage;

/// <summary>Moments as the stores keep them: whole ticks of UTC, which order as they should and lose nothing.</summary>
internal static class Ticks
{
    public static DateTimeOffset ToMoment(long ticks) => new(ticks, TimeSpan.Zero);

    public static DateTimeOffset? ToMoment(long? ticks) => ticks is { } known ? ToMoment(known) : null;
}
