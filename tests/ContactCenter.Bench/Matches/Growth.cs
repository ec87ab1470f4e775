namespace ContactCenter.Bench.Matches;

/// <summary>How a time grows with a number: as the number to the power of what.</summary>
internal static class Growth
{
    /// <summary>The slope of the straight line through the logarithms; null for fewer than two points.</summary>
    public static double? Exponent(IReadOnlyCollection<(double X, double Y)> points)
    {
        var logs = points.Where(point => point is { X: > 0, Y: > 0 }).Select(point => (X: Math.Log(point.X), Y: Math.Log(point.Y))).ToList();
        if (logs.Count < 2)
        {
            return null;
        }

        var (x, y) = (logs.Average(point => point.X), logs.Average(point => point.Y));
        return logs.Sum(point => (point.X - x) * (point.Y - y)) / logs.Sum(point => (point.X - x) * (point.X - x));
    }
}
