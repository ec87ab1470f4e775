using System.Globalization;
using System.Text;
using System.Text.Json;
using ContactCenter.Storm;
using ContactCenter.Storm.Sites;

namespace ContactCenter.Bench.Reporting;

/// <summary>What a subject has shown: tables, targets and a chart, as Markdown, JSON and SVG.</summary>
internal sealed class Findings(string name, string title)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<Table> _tables = [];
    private readonly List<Target> _targets = [];
    private readonly List<string> _notes = [];
    private readonly List<Chart> _charts = [];
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();
    private readonly string _loadBefore = Machine.LoadAverage();

    public bool IsBroken { get; private set; }

    /// <summary>A sentence that whoever reads the figures needs.</summary>
    public void Note(string sentence) => _notes.Add(sentence);

    public void Broke(string why)
    {
        IsBroken = true;
        Note($"**The run broke: {why}**");
    }

    public void Table(string caption, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<object?>> rows) =>
        _tables.Add(new Table(caption, head, [.. rows]));

    public void Target(string what, string bound, double? figure, bool holds) => _targets.Add(new Target(what, bound, figure, holds));

    public void Chart(Chart chart) => _charts.Add(chart);

    public async Task WriteAsync(Arguments arguments)
    {
        var (ended, load) = (TimeProvider.System.GetUtcNow(), Machine.LoadAverage());
        var text = ToMarkdown(arguments, ended, load);
        Console.WriteLine(text);
        if (!arguments.Write)
        {
            return;
        }

        var folder = Directory.CreateDirectory(Path.Combine(Tree.Root, "docs", "benchmarks")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.md"), text);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), ToJson(arguments, ended, load) + "\n");
        foreach (var (chart, number) in _charts.Select((chart, index) => (chart, index + 1)))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, FileOf(number)), chart.ToSvg());
        }
    }

    private string FileOf(int number) => _charts.Count == 1 ? $"{name}.svg" : $"{name}-{number}.svg";

    private string Command =>
        $"dotnet run -c Release --project tests/ContactCenter.Bench -- {string.Join(' ', Environment.GetCommandLineArgs().Skip(2).Prepend(name))}";

    private string ToMarkdown(Arguments arguments, DateTimeOffset ended, string load)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# {title}")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"`{Command}`, seed {arguments.Seed}, {_began:yyyy-MM-dd HH:mm} UTC, {ended - _began:h\\:mm\\:ss} long,")
            .AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores for servers, database, sandbox and guests together; load average before {_loadBefore}, after {load}.")
            .AppendLine();
        if (_targets.Count > 0)
        {
            text.AppendLine("| target | bound | measured | held |").AppendLine("| --- | --- | --- | --- |");
            foreach (var target in _targets)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {target.What} | {target.Bound} | {Cell.Of(target.Figure)} | {(target.Holds ? "yes" : "**no**")} |");
            }

            text.AppendLine();
        }

        foreach (var table in _tables)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"**{table.Caption}**").AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", table.Head)} |");
            text.AppendLine(CultureInfo.InvariantCulture, $"|{string.Concat(table.Head.Select(_ => " --- |"))}");
            foreach (var row in table.Rows)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Select(Cell.Of))} |");
            }

            text.AppendLine();
        }

        foreach (var (chart, number) in _charts.Select((chart, index) => (chart, index + 1)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"![{chart.Title}]({FileOf(number)})").AppendLine();
        }

        return text.AppendJoin('\n', _notes.Select(note => $"* {note}")).AppendLine().ToString();
    }

    private string ToJson(Arguments arguments, DateTimeOffset ended, string load) => JsonSerializer.Serialize(
        new
        {
            Subject = name,
            Title = title,
            Command = Command,
            arguments.Seed,
            Began = _began,
            Seconds = Math.Round((ended - _began).TotalSeconds),
            Cores = Environment.ProcessorCount,
            LoadBefore = _loadBefore,
            LoadAfter = load,
            Targets = _targets,
            Tables = _tables,
            Notes = _notes,
        },
        _json);
}

/// <summary>Figures in rows, each with its unit in the head.</summary>
internal sealed record Table(string Caption, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>What was aimed at, and what came of it.</summary>
/// <param name="Figure">Null when it could not be measured.</param>
internal sealed record Target(string What, string Bound, double? Figure, bool Holds);
