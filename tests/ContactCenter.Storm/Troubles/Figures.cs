using System.Globalization;

namespace ContactCenter.Storm.Troubles;

/// <summary>How measured times are distributed.</summary>
internal static class Figures
{
    public static string Of(IReadOnlyCollection<TimeSpan> times) => times.Count == 0 ? "none measured" : string.Create(
        CultureInfo.InvariantCulture, $"p50 {At(times, 0.5):0.00} s, p99 {At(times, 0.99):0.00} s, max {At(times, 1):0.00} s ({times.Count} measured)");

    public static double At(IReadOnlyCollection<TimeSpan> times, double share)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)].TotalSeconds;
    }
}
