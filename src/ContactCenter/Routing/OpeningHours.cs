namespace ContactCenter.Routing;

/// <summary>When a queue takes calls: a week in a time zone, and the days that are different.</summary>
public sealed record OpeningHours
{
    /// <summary>Open at any time.</summary>
    public static readonly OpeningHours Always = new();

    private static readonly TimeSpan _day = TimeSpan.FromDays(1);
    private static readonly TimeSpan _year = TimeSpan.FromDays(366);

    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>A day that is not named is closed; when none is, each is open.</summary>
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenTime>> Week { get; init; } = new Dictionary<DayOfWeek, IReadOnlyList<OpenTime>>();

    public IReadOnlyDictionary<DateOnly, IReadOnlyList<OpenTime>> Exceptions { get; init; } = new Dictionary<DateOnly, IReadOnlyList<OpenTime>>();

    public bool IsOpen(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        return TimesOf(DateOnly.FromDateTime(local)).Any(open => open.From <= local.TimeOfDay && local.TimeOfDay < open.To);
    }

    /// <summary>When it opens next, from a moment at which it is closed; null when it does not within a year.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset from)
    {
        var end = from + _year;
        for (var at = from; at < end; at = EvenUntil(at))
        {
            if (FirstOpen(at, EvenUntil(at)) is { } open)
            {
                return open;
            }
        }

        return null;
    }

    /// <summary>The first open moment from one to another, between which the zone's clocks are not moved.</summary>
    private DateTimeOffset? FirstOpen(DateTimeOffset from, DateTimeOffset to)
    {
        var offset = Zone.GetUtcOffset(from);
        var (first, last) = (from.UtcDateTime + offset, to.UtcDateTime + offset);
        for (var date = first.Date; date < last; date += _day)
        {
            foreach (var open in TimesOf(DateOnly.FromDateTime(date)))
            {
                var opens = date + open.From > first ? date + open.From : first;
                if (opens < date + open.To && opens < last)
                {
                    return new DateTimeOffset(opens - offset, TimeSpan.Zero);
                }
            }
        }

        return null;
    }

    /// <summary>A day later, or when the zone's clocks are moved before that. They are never moved twice within a day.</summary>
    private DateTimeOffset EvenUntil(DateTimeOffset from)
    {
        var (before, after) = (from, from + _day);
        var offset = Zone.GetUtcOffset(from);
        if (Zone.GetUtcOffset(after) == offset)
        {
            return after;
        }

        while (after - before > TimeSpan.FromTicks(1))
        {
            var middle = before + ((after - before) / 2);
            (before, after) = Zone.GetUtcOffset(middle) == offset ? (middle, after) : (before, middle);
        }

        return after;
    }

    private IReadOnlyList<OpenTime> TimesOf(DateOnly date) => Exceptions.TryGetValue(date, out var times) ? times
        : Week.Count == 0 ? OpenTime.AllDay
        : Week.GetValueOrDefault(date.DayOfWeek) ?? [];
}
