using System.Globalization;
using System.Text;
using ContactCenter.Storm.Sites;

namespace ContactCenter.Storm;

/// <summary>What a run has shown: figures and laws, as Markdown tables.</summary>
internal sealed class Report(string name, string command)
{
    private const int _examples = 5;

    private readonly List<(string What, string Figure)> _figures = [];
    private readonly List<(string Law, IReadOnlyList<string> Broken)> _laws = [];
    private readonly List<string> _tables = [];
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();

    public bool Holds => _laws.Count > 0 && _laws.All(law => law.Broken.Count == 0);

    public void Figure(string what, object figure) => _figures.Add((what, string.Create(CultureInfo.InvariantCulture, $"{figure}")));

    public void Law(string law, IEnumerable<string> broken) => _laws.Add((law, [.. broken]));

    public void Broke(string why) => Law("The run itself comes to its end", [why]);

    public void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new StringBuilder().AppendLine($"| {string.Join(" | ", head)} |").AppendLine($"|{string.Concat(head.Select(_ => " --- |"))}");
        foreach (var row in rows)
        {
            table.AppendLine($"| {string.Join(" | ", row)} |");
        }

        _tables.Add(table.ToString());
    }

    public async Task WriteAsync(Arguments arguments)
    {
        var text = ToMarkdown(arguments);
        Console.WriteLine(text);
        if (arguments.Write)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Tree.Root, "docs", "benchmarks"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{arguments.Text("as", name)}.md"), text);
        }
    }

    private string ToMarkdown(Arguments arguments)
    {
        var now = TimeProvider.System.GetUtcNow();
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# Storm: {name}")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"`dotnet run --project tests/ContactCenter.Storm -- {command}`, seed {arguments.Seed}, {_began:yyyy-MM-dd HH:mm} UTC, {now - _began:h\\:mm\\:ss} long,")
            .AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores for servers, database, sandbox and guests together; load average at the end {Machine.LoadAverage()}.")
            .AppendLine();
        if (_laws.Count > 0)
        {
            text.AppendLine("| law | broken |").AppendLine("| --- | --- |");
            foreach (var (law, broken) in _laws)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {law} | {(broken.Count == 0 ? "0" : $"**{broken.Count}**: {string.Join("; ", broken.Take(_examples))}")} |");
            }

            text.AppendLine();
        }

        if (_figures.Count > 0)
        {
            text.AppendLine("| what | figure |").AppendLine("| --- | --- |");
            foreach (var (what, figure) in _figures)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {figure} |");
            }

            text.AppendLine();
        }

        foreach (var table in _tables)
        {
            text.AppendLine(table);
        }

        return text.ToString();
    }
}
