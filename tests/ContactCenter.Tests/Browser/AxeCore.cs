using ContactCenter.Tests.Support;
using Microsoft.Playwright;

namespace ContactCenter.Tests.Browser;

/// <summary>axe-core, the checker of accessibility: what it calls serious or critical keeps somebody out.</summary>
internal static class AxeCore
{
    private const string _findings = """
        async () => (await axe.run(document, { iframes: false, resultTypes: ['violations'] })).violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ target, any }) => `${target} (${any[0]?.message ?? ''})`).join(' ; ')}`)
        """;

    private static readonly Lazy<string> _script = new(() =>
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "ContactCenter.Tests", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>Looks at every frame of the page as it is now, in light colours and in dark ones.</summary>
    public static async Task<IEnumerable<string>> FindingsAsync(IPage page, string state)
    {
        var findings = new List<string>();
        foreach (var colours in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            foreach (var frame in page.Frames)
            {
                findings.AddRange((await FindingsAsync(frame, colours)).Select(finding => $"{state}, {colours}, {new Uri(frame.Url).AbsolutePath}: {finding}"));
            }
        }

        return findings;
    }

    private static async Task<string[]> FindingsAsync(IFrame frame, ColorScheme colours)
    {
        Assert.Equal(colours == ColorScheme.Dark, await frame.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
        await frame.EvaluateAsync(_script.Value);
        return await frame.EvaluateAsync<string[]>(_findings);
    }
}
