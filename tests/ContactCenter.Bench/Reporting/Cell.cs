using System.Globalization;

namespace ContactCenter.Bench.Reporting;

/// <summary>A figure as a person reads it: three digits that count, no more.</summary>
internal static class Cell
{
    public static string Of(object? value) => value switch
    {
        null => "-",
        double number => Of(number),
        int number => number.ToString("#,0", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    public static string Of(double number) => Math.Abs(number) switch
    {
        double.NaN or double.PositiveInfinity => "-",
        0 => "0",
        >= 100 => number.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => number.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => number.ToString("0.00", CultureInfo.InvariantCulture),
        >= 0.001 => number.ToString("0.000", CultureInfo.InvariantCulture),
        _ => number.ToString("0.0e0", CultureInfo.InvariantCulture),
    };
}
