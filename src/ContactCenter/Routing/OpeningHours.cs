namespace ContactCenter.Routing;

/// <summary>When a queue takes calls: a week in a time zone, and the days that are different.</summary>
public sealed record OpeningHours
{
    /// <summary>Open at any time.</summary>
    public static readonly OpeningHours Always = new();

    public bool IsOpen(DateTimeOffset at) => true;

    /// <summary>When it opens next, from a moment at which it is closed; null when it does not within a year.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset from) => null;
}
