using System.Globalization;

namespace ContactCenter.Storm;

/// <summary>The words behind a command: <c>--kills 200 --seed 7 --write</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values;

    private Arguments(Dictionary<string, string> values)
    {
        _values = values;
        Seed = Number("seed", Environment.ProcessId);
    }

    /// <summary>What chance is drawn from. Processes are not repeatable by it; what is done to them is.</summary>
    public int Seed { get; }

    /// <summary>Whether the tables go to docs/benchmarks too.</summary>
    public bool Write => _values.ContainsKey("write");

    /// <summary><c>postgres</c> or <c>sqlite</c>.</summary>
    public string Store => _values.GetValueOrDefault("store", "postgres");

    /// <summary>Where servers' logs stay; null: nowhere.</summary>
    public string? Logs => _values.GetValueOrDefault("logs");

    public bool IsSaid(string name) => _values.ContainsKey(name);

    public int Number(string name, int otherwise) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    public static Arguments Parse(string[] words)
    {
        var values = new Dictionary<string, string>();
        for (var i = 0; i < words.Length; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                throw new ArgumentException($"{words[i]} is not understood; settings are --name value.");
            }

            var hasValue = i + 1 < words.Length && !words[i + 1].StartsWith("--", StringComparison.Ordinal);
            values[words[i][2..]] = hasValue ? words[++i] : "";
        }

        return new Arguments(values);
    }
}
