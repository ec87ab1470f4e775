using System.Globalization;

namespace ContactCenter.Tests.Load;

/// <summary>How measured times are distributed, in milliseconds.</summary>
internal sealed record Figures(int Count, double Median, double P95, double Largest)
{
    public static Figures Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
        return new Figures(sorted.Length, At(0.5), At(0.95), sorted[^1]);

        double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"p50 {Median:0} ms, p95 {P95:0} ms, max {Largest:0} ms ({Count} measured)");
}
