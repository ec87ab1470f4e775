using System.Globalization;

namespace ContactCenter.Tests.Support;

/// <summary>What <c>/metrics</c> told at one moment.</summary>
internal sealed class Scrape(string text)
{
    private readonly Dictionary<string, double> _samples = text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    /// <summary>The sample of that name and labels, as in <c>contact_center_calls_live{queue="default",state="waiting"}</c>; null when it is not told.</summary>
    public double? this[string sample] => _samples.TryGetValue(sample, out var value) ? value : null;

    /// <summary>Names of all samples that begin so.</summary>
    public IEnumerable<string> NamesLike(string start) => _samples.Keys.Where(name => name.StartsWith(start, StringComparison.Ordinal));

    public override string ToString() => text;
}
