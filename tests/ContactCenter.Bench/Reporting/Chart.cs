using System.Globalization;
using System.Text;

namespace ContactCenter.Bench.Reporting;

/// <summary>Lines over two axes, readable on light and dark pages.</summary>
internal sealed record Chart(string Title, Axis X, Axis Y, IReadOnlyList<Line> Lines)
{
    private const int _width = 720;
    private const int _height = 420;
    private const int _left = 76;
    private const int _right = 20;
    private const int _top = 44;
    private const int _bottom = 104;
    private const int _namesInRow = 3;

    private static readonly string[] _colours = ["#2f7ed8", "#d9622b", "#3b9b4a", "#9657c4", "#b8860b", "#c23b6b"];

    public string ToSvg()
    {
        var (x, y) = (Scale.Over(X, Lines.SelectMany(line => line.Points).Select(point => point.X)), Scale.Over(Y, Lines.SelectMany(line => line.Points).Select(point => point.Y)));
        var svg = new StringBuilder();
        svg.AppendLine(Invariant($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_width} {_height}" role="img" aria-label="{Escape(Title)}">"""));
        svg.AppendLine(
            """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #24292f; } .title { font-weight: 600; font-size: 15px; }
              .grid { stroke: #8886; } .axis { stroke: #57606a; } rect { fill: #ffffff; }
              @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } rect { fill: #0d1117; } .axis { stroke: #9198a1; } }
            </style>
            """);
        svg.AppendLine(Invariant($"""<rect width="{_width}" height="{_height}"/>"""));
        Write(svg, _width / 2, 24, Title, "middle", "title");
        foreach (var tick in x.Ticks)
        {
            Stroke(svg, "grid", AcrossOf(x, tick), _top, AcrossOf(x, tick), _height - _bottom);
            Write(svg, AcrossOf(x, tick), _height - _bottom + 18, X.Names.Count > 0 ? X.Names[(int)tick - 1] : Text(tick), "middle");
        }

        foreach (var tick in y.Ticks)
        {
            Stroke(svg, "grid", _left, UpOf(y, tick), _width - _right, UpOf(y, tick));
            Write(svg, _left - 8, UpOf(y, tick) + 4, Text(tick), "end");
        }

        Stroke(svg, "axis", _left, _height - _bottom, _width - _right, _height - _bottom);
        Stroke(svg, "axis", _left, _top, _left, _height - _bottom);
        Write(svg, (_left + _width - _right) / 2.0, _height - _bottom + 38, X.Label, "middle");
        svg.AppendLine(Invariant($"""<text transform="translate(18 {(_top + _height - _bottom) / 2}) rotate(-90)" text-anchor="middle">{Escape(Y.Label)}</text>"""));
        foreach (var (line, index) in Lines.Select((line, index) => (line, index)))
        {
            Draw(svg, line, index, x, y);
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private void Draw(StringBuilder svg, Line line, int index, Scale x, Scale y)
    {
        var colour = _colours[index % _colours.Length];
        var points = line.Points.Select(point => Invariant($"{AcrossOf(x, point.X):0.#},{UpOf(y, point.Y):0.#}")).ToList();
        var dash = line.IsFloor ? """ stroke-dasharray="6 4" """ : " ";
        if (X.Names.Count == 0)
        {
            svg.AppendLine(Invariant($"""<polyline fill="none" stroke="{colour}" stroke-width="2"{dash}points="{string.Join(' ', points)}"/>"""));
        }

        foreach (var point in line.Points.Count <= 20 ? line.Points : [])
        {
            svg.AppendLine(Invariant($"""<circle cx="{AcrossOf(x, point.X):0.#}" cy="{UpOf(y, point.Y):0.#}" r="3.5" fill="{colour}"/>"""));
        }

        var (at, level) = (_left + ((_width - _left - _right) * (index % _namesInRow) / _namesInRow), _height - 44 + (20 * (index / _namesInRow)));
        svg.AppendLine(Invariant($"""<line x1="{at}" y1="{level}" x2="{at + 22}" y2="{level}" stroke="{colour}" stroke-width="2"{dash}/>"""));
        Write(svg, at + 28, level + 4, line.Name, "start");
    }

    private static double AcrossOf(Scale scale, double value) => _left + (scale.ShareOf(value) * (_width - _left - _right));

    private static double UpOf(Scale scale, double value) => _height - _bottom - (scale.ShareOf(value) * (_height - _top - _bottom));

    private static void Stroke(StringBuilder svg, string kind, double x1, double y1, double x2, double y2) =>
        svg.AppendLine(Invariant($"""<line class="{kind}" x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}"/>"""));

    private static void Write(StringBuilder svg, double x, double y, string text, string anchor, string kind = "") =>
        svg.AppendLine(Invariant($"""<text class="{kind}" x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}">{Escape(text)}</text>"""));

    private static string Text(double tick) => Math.Abs(tick) switch
    {
        0 => "0",
        >= 1000 => tick.ToString("#,0", CultureInfo.InvariantCulture),
        _ => tick.ToString("0.######", CultureInfo.InvariantCulture),
    };

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <param name="IsLogarithmic">Then only figures above 0 can be shown.</param>
internal sealed record Axis(string Label, bool IsLogarithmic = false)
{
    /// <summary>What stands at 1, 2 and so on, where there are no figures to stand between.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}

/// <param name="IsFloor">What the others are measured against is dashed.</param>
internal sealed record Line(string Name, IReadOnlyList<(double X, double Y)> Points, bool IsFloor = false);
