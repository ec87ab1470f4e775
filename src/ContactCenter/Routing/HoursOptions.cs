using System.Globalization;
using ContactCenter.Hosting.Settings;

namespace ContactCenter.Routing;

/// <summary>When a queue takes calls: the setting <c>Hours</c>.</summary>
internal sealed class HoursOptions
{
    private const string _day = "yyyy-MM-dd";

    /// <summary>The zone of all times below, by its IANA id. Default <c>UTC</c>.</summary>
    [Zone]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>
    /// <c>"Monday": "09:00-12:00, 13:00-17:00"</c>, or <c>closed</c>; 24:00 may be an end. A day that is not named is closed; without any day it is
    /// always open. Default: none.
    /// </summary>
    [WeekDays, Day]
    public Dictionary<string, string> Week { get; set; } = [];

    /// <summary>Days that are different, such as holidays: <c>"2026-12-24": "09:00-12:00"</c>, or <c>closed</c>. Default: none.</summary>
    [Dates, Day]
    public Dictionary<string, string> Exceptions { get; set; } = [];

    public OpeningHours ToHours() => new()
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone),
        Week = Week.ToDictionary(day => Enum.Parse<DayOfWeek>(day.Key, ignoreCase: true), day => OpenTime.DayOf(day.Value)!),
        Exceptions = Exceptions.ToDictionary(
            day => DateOnly.ParseExact(day.Key, _day, CultureInfo.InvariantCulture), day => OpenTime.DayOf(day.Value)!),
    };

    private sealed class ZoneAttribute : RuleAttribute
    {
        public override string? Broken(object value) => TimeZoneInfo.TryFindSystemTimeZoneById((string)value, out _)
            ? null
            : "be a time zone that this machine knows, such as Europe/Berlin";
    }

    private sealed class DayAttribute : RuleAttribute
    {
        public override string? Broken(object value) => OpenTime.DayOf((string)value) is null
            ? "be closed, or times such as 09:00-12:00, 13:00-17:00, one after the other from 00:00 to 24:00"
            : null;
    }

    private sealed class WeekDaysAttribute : NameRuleAttribute
    {
        public override string? Broken(string name) => Enum.GetNames<DayOfWeek>().Contains(name, StringComparer.OrdinalIgnoreCase)
            ? null
            : "be a day, Monday to Sunday";
    }

    private sealed class DatesAttribute : NameRuleAttribute
    {
        public override string? Broken(string name) => DateOnly.TryParseExact(name, _day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null
            : "be a day such as 2026-12-24";
    }
}
