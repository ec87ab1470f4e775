namespace ContactCenter.Bench.Reporting;

/// <summary>Where a figure lies between the ends of an axis.</summary>
internal sealed record Scale(double From, double To, bool IsLogarithmic, IReadOnlyList<double> Ticks)
{
    private const int _about = 6;

    public static Scale Over(Axis axis, IEnumerable<double> figures)
    {
        if (axis.Names.Count > 0)
        {
            return new Scale(0.5, axis.Names.Count + 0.5, false, [.. Enumerable.Range(1, axis.Names.Count).Select(place => (double)place)]);
        }

        var shown = figures.Where(figure => !axis.IsLogarithmic || figure > 0).DefaultIfEmpty(1).ToList();
        return axis.IsLogarithmic ? Logarithmic(shown.Min(), shown.Max()) : FromZero(shown.Max());
    }

    /// <summary>0 at the beginning of the axis, 1 at its end.</summary>
    public double ShareOf(double figure) => IsLogarithmic
        ? (Math.Log10(Math.Max(figure, From)) - Math.Log10(From)) / (Math.Log10(To) - Math.Log10(From))
        : (figure - From) / (To - From);

    private static Scale Logarithmic(double smallest, double largest)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(smallest)), (int)Math.Ceiling(Math.Log10(largest)));
        last = Math.Max(last, first + 1);
        return new Scale(Math.Pow(10, first), Math.Pow(10, last), true, [.. Enumerable.Range(first, last - first + 1).Select(power => Math.Pow(10, power))]);
    }

    /// <summary>Steps of 1, 2 or 5 times a power of ten.</summary>
    private static Scale FromZero(double largest)
    {
        var rough = Math.Max(largest, 1e-9) / _about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 5, 10 }.Select(one => one * power).First(one => one >= rough * 0.999);
        var steps = (int)Math.Ceiling(Math.Max(largest, 1e-9) / step * 0.999);
        return new Scale(0, steps * step, false, [.. Enumerable.Range(0, steps + 1).Select(one => one * step)]);
    }
}
