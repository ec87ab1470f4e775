using System.Text.RegularExpressions;

namespace ContactCenter.Crashes;

/// <summary>A port whose writing methods are places to crash at.</summary>
internal sealed partial class CrashablePort<TPort>(string name, params string[] writes)
    where TPort : class
{
    private readonly Dictionary<string, string> _places = writes.ToDictionary(write => write, write => $"{name}/{Kebab(write)}");

    /// <summary>Names such as <c>store/claim-due</c>.</summary>
    public IEnumerable<string> Places => _places.Values;

    /// <summary>The place that this method is, or null: it only reads.</summary>
    public string? PlaceOf(string method) => _places.GetValueOrDefault(method);

    private static string Kebab(string method) =>
        Words().Replace(method.Replace("Async", "", StringComparison.Ordinal), "-$1").TrimStart('-').ToLowerInvariant();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Words();
}
