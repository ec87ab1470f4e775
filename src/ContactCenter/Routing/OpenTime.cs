using System.Globalization;
using System.Text.RegularExpressions;

namespace ContactCenter.Routing;

/// <summary>A part of a day at which a queue takes calls, by the clock on the wall.</summary>
/// <param name="From">The first moment of it.</param>
/// <param name="To">The first moment after it, 24 h at most.</param>
public sealed partial record OpenTime(TimeSpan From, TimeSpan To)
{
    private const string _closed = "closed";
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    public static IReadOnlyList<OpenTime> AllDay { get; } = [new(TimeSpan.Zero, _day)];

    /// <summary>The parts of a day, in order; none when it says <c>closed</c>. Null when it makes no sense.</summary>
    public static IReadOnlyList<OpenTime>? DayOf(string text)
    {
        if (string.Equals(text.Trim(), _closed, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var written = text.Split(',');
        OpenTime[] parts = [.. written.Select(Of).OfType<OpenTime>()];
        return parts.Length == written.Length && parts.Zip(parts.Skip(1)).All(two => two.First.To <= two.Second.From) ? parts : null;
    }

    private static OpenTime? Of(string text) =>
        Written().Match(text.Trim()) is { Success: true, Groups: var part }
        && Time(part[1].Value, part[2].Value) is { } from && Time(part[3].Value, part[4].Value) is { } to && from < to
            ? new OpenTime(from, to)
            : null;

    private static TimeSpan? Time(string hours, string minutes)
    {
        var past = int.Parse(minutes, CultureInfo.InvariantCulture);
        var time = TimeSpan.FromMinutes((int.Parse(hours, CultureInfo.InvariantCulture) * 60) + past);
        return past < 60 && time <= _day ? time : null;
    }

    [GeneratedRegex(@"^([0-9]{1,2}):([0-9]{2}) ?- ?([0-9]{1,2}):([0-9]{2})$")]
    private static partial Regex Written();
}
