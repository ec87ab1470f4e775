using System.Globalization;

namespace ContactCenter.Simulation;

/// <summary>The command line.</summary>
/// <param name="Seed">One seed, with its whole history.</param>
/// <param name="Plant">A deliberate bug; see <see cref="Store.Plants"/>.</param>
/// <param name="Overlook">Parts of names of laws that are not looked at, with semicolons between them.</param>
/// <param name="Failures">Stop after so many.</param>
/// <param name="Check">What the tests run; see <see cref="SelfCheck"/>.</param>
/// <param name="Told">Of so many the shortest history is looked for and printed.</param>
internal sealed record Options(
    ulong From = 1, ulong Seeds = 3000, ulong? Seed = null, int Parallel = 1, double Minutes = 24 * 60, string? Plant = null, int Failures = 1, int Told = 1, bool Check = false, string Overlook = "")
{
    public TimeSpan AtMost => TimeSpan.FromMinutes(Minutes);

    public static Options Of(string[] args)
    {
        var options = new Options { Check = args.Contains("--check") };
        args = [.. args.Where(one => one != "--check")];
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
            {
                throw new ArgumentException($"'{args[i]}' says nothing.");
            }

            var value = args[i + 1];
            options = args[i] switch
            {
                "--from" => options with { From = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "--seeds" => options with { Seeds = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "--parallel" => options with { Parallel = int.Parse(value, CultureInfo.InvariantCulture) },
                "--minutes" => options with { Minutes = double.Parse(value, CultureInfo.InvariantCulture) },
                "--plant" => options with { Plant = value },
                "--overlook" => options with { Overlook = value },
                "--failures" => options with { Failures = int.Parse(value, CultureInfo.InvariantCulture) },
                "--told" => options with { Told = int.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"'{args[i]}' is no option; there are --from, --seeds, --seed, --parallel, --minutes, --plant, --overlook, --failures, --told, --check."),
            };
        }

        return options;
    }
}
