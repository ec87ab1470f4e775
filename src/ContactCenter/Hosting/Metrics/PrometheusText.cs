using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ContactCenter.Hosting.Metrics;

/// <summary>Prometheus' text format, version 0.0.4: how names, labels and numbers are written.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>An instrument's name with its unit, and with <c>_total</c> where it only counts up: <c>a.b</c> in <c>s</c> is <c>a_b_seconds</c>.</summary>
    public static string NameOf(Instrument instrument, string type)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return Word(instrument.Name) + unit + (type == "counter" ? "_total" : "");
    }

    /// <summary>The labels as they stand between the braces.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = "";
        foreach (var (name, value) in labels)
        {
            text = Labels(text, Word(name), Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }

        return text;
    }

    /// <summary>One more label.</summary>
    public static string Labels(string labels, string name, string value) =>
        $"{labels}{(labels.Length > 0 ? "," : "")}{name}=\"{Escape(value).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public static void Head(this StringBuilder text, string name, string type, string? help) => text
        .Append("# HELP ").Append(name).Append(' ').Append(Escape(help ?? "")).Append('\n')
        .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    public static void Sample(this StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Word(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
}
