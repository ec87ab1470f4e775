using System.Globalization;
using System.Text;

namespace ContactCenter.Simulation.World;

/// <summary>What happened, line by line; the same text for the same seed.</summary>
internal sealed class History(Agenda agenda)
{
    private readonly StringBuilder _text = new();

    public void Say(string who, string what) => _text
        .Append(CultureInfo.InvariantCulture, $"{agenda.Now / (double)TimeSpan.TicksPerSecond,10:F4}  {who,-10} {what}\n");

    public override string ToString() => _text.ToString();

    public IEnumerable<string> Last(int lines) => ToString().TrimEnd('\n').Split('\n').TakeLast(lines);
}
