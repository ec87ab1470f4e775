namespace ContactCenter.Bench.Reporting;

/// <summary>How measured figures are distributed.</summary>
internal sealed class Spread(IEnumerable<double> figures)
{
    private readonly double[] _sorted = [.. figures.Order()];

    public static readonly string[] Heads = ["p50", "p95", "max", "measured"];

    public int Count => _sorted.Length;

    /// <summary>What so large a share stays within; null when nothing was measured.</summary>
    public double? At(double share) =>
        Count == 0 ? null : _sorted[Math.Clamp((int)Math.Ceiling(share * Count) - 1, 0, Count - 1)];

    public IReadOnlyList<object?> Cells => [At(0.5), At(0.95), At(1), Count];

    /// <summary>The share of figures within each: a line from 0 to 1.</summary>
    public IReadOnlyList<(double X, double Y)> Shares =>
        [(0, 0), .. _sorted.Select((figure, index) => (figure, (index + 1.0) / Count))];
}
