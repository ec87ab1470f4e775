using System.Globalization;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Routing;

/// <summary>When a queue takes calls, also on the days on which clocks are moved. Times are UTC unless they say otherwise.</summary>
public class OpeningHoursTests
{
    private static readonly OpeningHours _berlin = Hours("Europe/Berlin", "09:00-12:00, 13:00-17:00");

    [Theory]
    [InlineData("2026-06-01 08:59 +02:00", false, "2026-06-01 07:00")]
    [InlineData("2026-06-01 09:00 +02:00", true, null)]
    [InlineData("2026-06-01 11:59 +02:00", true, null)]
    [InlineData("2026-06-01 12:00 +02:00", false, "2026-06-01 11:00")]
    [InlineData("2026-06-01 17:00 +02:00", false, "2026-06-02 07:00")]
    [InlineData("2026-06-06 10:00 +02:00", false, "2026-06-08 07:00")]
    [InlineData("2026-12-01 08:30 +00:00", true, null)]
    [InlineData("2026-12-23 17:00 +01:00", false, "2026-12-24 09:00")]
    [InlineData("2026-12-24 09:30 +01:00", false, "2026-12-24 09:00")]
    [InlineData("2026-12-24 10:30 +01:00", true, null)]
    [InlineData("2026-12-25 10:30 +01:00", false, "2026-12-28 08:00")]
    public void A_week_has_its_days_and_its_exceptions(string at, bool open, string? next)
    {
        var hours = _berlin with
        {
            Exceptions = new Dictionary<DateOnly, IReadOnlyList<OpenTime>>
            {
                [new DateOnly(2026, 12, 24)] = OpenTime.DayOf("10:00-11:00")!,
                [new DateOnly(2026, 12, 25)] = OpenTime.DayOf("closed")!,
            },
        };

        Assert.Equal(open, hours.IsOpen(At(at)));
        Assert.Equal(next is null ? At(at) : At(next), hours.NextOpening(At(at)));
    }

    /// <summary>In Berlin 02:00 was followed by 03:00 on 29 March 2026 (at 01:00 UTC), and 03:00 by 02:00 on 25 October (at 01:00 UTC).</summary>
    [Theory]
    [InlineData("01:00-04:00", "2026-03-29 00:59", true, null)]
    [InlineData("01:00-04:00", "2026-03-29 01:00", true, null)]
    [InlineData("01:00-04:00", "2026-03-29 02:00", false, "2026-03-29 23:00")]
    [InlineData("02:30-03:30", "2026-03-29 00:30", false, "2026-03-29 01:00")]
    [InlineData("02:30-03:30", "2026-03-29 01:29", true, null)]
    [InlineData("02:00-03:00", "2026-03-29 00:59", false, "2026-03-30 00:00")]
    [InlineData("09:00-17:00", "2026-03-28 16:00", false, "2026-03-29 07:00")]
    [InlineData("02:15-02:45", "2026-10-25 00:14", false, "2026-10-25 00:15")]
    [InlineData("02:15-02:45", "2026-10-25 00:30", true, null)]
    [InlineData("02:15-02:45", "2026-10-25 00:45", false, "2026-10-25 01:15")]
    [InlineData("01:00-02:30", "2026-10-25 00:30", false, "2026-10-25 01:00")]
    [InlineData("01:00-02:30", "2026-10-25 01:29", true, null)]
    [InlineData("01:00-02:30", "2026-10-25 01:30", false, "2026-10-26 00:00")]
    [InlineData("09:00-17:00", "2026-10-24 15:00", false, "2026-10-25 08:00")]
    public void The_clock_on_the_wall_counts_when_clocks_are_moved(string day, string at, bool open, string? next)
    {
        var hours = Hours("Europe/Berlin", day, Enum.GetValues<DayOfWeek>());

        Assert.Equal(open, hours.IsOpen(At(at)));
        Assert.Equal(next is null ? At(at) : At(next), hours.NextOpening(At(at)));
    }

    [Theory]
    [InlineData("America/Los_Angeles", "2026-06-01 15:59", false, "2026-06-01 16:00")]
    [InlineData("America/Los_Angeles", "2026-06-02 00:00", false, "2026-06-02 16:00")]
    [InlineData("Pacific/Kiritimati", "2026-05-31 18:59", false, "2026-05-31 19:00")]
    [InlineData("Pacific/Kiritimati", "2026-05-31 22:00", false, "2026-05-31 23:00")]
    [InlineData("Asia/Kolkata", "2026-06-01 03:30", true, null)]
    public void A_day_is_the_zone_s_own(string zone, string at, bool open, string? next)
    {
        var hours = Hours(zone, "09:00-12:00, 13:00-17:00");

        Assert.Equal(open, hours.IsOpen(At(at)));
        Assert.Equal(next is null ? At(at) : At(next), hours.NextOpening(At(at)));
    }

    [Fact]
    public void A_day_until_midnight_goes_on_with_the_next_from_midnight_on()
    {
        var hours = new OpeningHours
        {
            Week = new Dictionary<DayOfWeek, IReadOnlyList<OpenTime>>
            {
                [DayOfWeek.Monday] = OpenTime.DayOf("20:00-24:00")!,
                [DayOfWeek.Tuesday] = OpenTime.DayOf("00:00-02:00")!,
            },
        };

        Assert.Equal(
            [false, true, true, true, true, false],
            new[] { "2026-06-01 19:59", "2026-06-01 20:00", "2026-06-01 23:59:59.9999999", "2026-06-02 00:00", "2026-06-02 01:59", "2026-06-02 02:00" }
                .Select(at => hours.IsOpen(At(at))));
        Assert.Equal(At("2026-06-08 20:00"), hours.NextOpening(At("2026-06-02 02:00")));
    }

    [Fact]
    public void Without_a_week_it_is_open_but_for_its_exceptions()
    {
        var holidays = new OpeningHours
        {
            Exceptions = new Dictionary<DateOnly, IReadOnlyList<OpenTime>> { [new DateOnly(2026, 1, 1)] = [], [new DateOnly(2026, 1, 2)] = [] },
        };

        Assert.True(OpeningHours.Always.IsOpen(At("2026-01-01 12:00")));
        Assert.False(holidays.IsOpen(At("2026-01-01 12:00")));
        Assert.Equal(At("2026-01-03 00:00"), holidays.NextOpening(At("2026-01-01 12:00")));
    }

    [Fact]
    public void What_does_not_open_within_a_year_has_no_next_opening()
    {
        var closed = Hours("Europe/Berlin", "closed");
        var late = closed with
        {
            Exceptions = new Dictionary<DateOnly, IReadOnlyList<OpenTime>> { [new DateOnly(2027, 3, 1)] = OpenTime.AllDay },
        };

        Assert.Null(closed.NextOpening(At("2026-01-01 00:00")));
        Assert.Null(late.NextOpening(At("2026-02-01 00:00")));
        Assert.Equal(At("2027-02-28 23:00"), late.NextOpening(At("2026-04-01 00:00")));
    }

    [Theory]
    [InlineData("closed", 0)]
    [InlineData(" Closed ", 0)]
    [InlineData("9:00-12:00,12:00-24:00", 2)]
    [InlineData("00:00-24:00", 1)]
    [InlineData("", null)]
    [InlineData("09:00", null)]
    [InlineData("12:00-09:00", null)]
    [InlineData("09:00-09:00", null)]
    [InlineData("09:00-12:00,", null)]
    [InlineData("09:00-24:30", null)]
    [InlineData("99:00-99:30", null)]
    public void A_day_is_closed_or_has_times_in_order(string text, int? times)
    {
        Assert.Equal(times, OpenTime.DayOf(text)?.Count);
    }

    private static OpeningHours Hours(string zone, string day, params DayOfWeek[] days) => new()
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        Week = (days.Length > 0 ? days : [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday])
            .ToDictionary(name => name, _ => OpenTime.DayOf(day)!),
    };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
