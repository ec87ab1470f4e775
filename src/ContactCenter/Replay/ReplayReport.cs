using System.Globalization;

namespace ContactCenter.Replay;

/// <summary>A replay as people read it.</summary>
/// <param name="Was">As it was recorded.</param>
/// <param name="Before">Replayed with the settings that the command line does not change.</param>
/// <param name="These">Replayed with all that it says.</param>
internal sealed record ReplayReport(Figures Was, Figures Before, Figures These)
{
    private const string _none = "-";

    public IEnumerable<string> Lines(History history) =>
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Was.Calls} calls from {history.Arrivals[0].Call.ArrivedAt.UtcDateTime:yyyy-MM-dd HH:mm} to {history.Arrivals[^1].Call.ArrivedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {history.Operators.Count} operators"),
        "",
        Row("", "as it was", "settings then", "these", "difference"),
        Count("calls", one => one.Calls),
        Count("answered", one => one.Answered),
        Count("abandoned", one => one.Abandoned),
        Count("unanswered", one => one.Unanswered),
        Measure("wait until answered, mean", "s", one => one.MeanWait),
        Measure("  of half of them, at most", "s", one => one.WaitOf(0.5)),
        Measure("  of nine in ten, at most", "s", one => one.WaitOf(0.9)),
        Measure("  the longest", "s", one => one.LongestWait),
        Measure(string.Create(CultureInfo.InvariantCulture, $"service level, {Figures.Prompt.TotalSeconds:0} s"), "%", one => one.ServiceLevel),
        Count("offers", one => one.Offers),
        Count("rings missed", one => one.Missed),
        "",
        "'settings then' is a replay with the settings without those of Routing, Queues and Operators on the command line, 'these' one with them; the",
        "difference is between the two. How far 'settings then' is from 'as it was' says how far a replay can be trusted.",
        "Service level: answered within that time, of all calls, as COPC counts it.",
        "Taken for granted: guests who left would leave after the same wait, all others would wait for as long as settings allow; a conversation takes as",
        "long as it did, or, where there was none, as the others on the average; an operator answers or misses a ring as at the recorded one nearest in",
        "time; operators are signed in, busy elsewhere and paused as far as the decisions show it, and ready when the wrap-up runs out; calls need what",
        "they needed; operators whom callers named, and skills of TrueConf groups (Operators:GroupSkills), are not known; TrueConf Server never fails.",
    ];

    private string Count(string name, Func<Figures, int> figure) => Row(
        name, Plain(figure(Was)), Plain(figure(Before)), Plain(figure(These)), (figure(These) - figure(Before)).ToString("+0;-0;0", CultureInfo.InvariantCulture));

    private string Measure(string name, string unit, Func<Figures, double?> figure) => Row(
        name, With(unit, figure(Was)), With(unit, figure(Before)), With(unit, figure(These)), Signed(unit, figure(These) - figure(Before)));

    private static string Plain(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string With(string unit, double? value) =>
        value is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.0} {unit}") : _none;

    private static string Signed(string unit, double? value) =>
        value is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:+0.0;-0.0;0.0} {unit}") : _none;

    private static string Row(string name, string was, string before, string these, string difference) =>
        $"{name,-28}{was,12}{before,16}{these,12}{difference,13}".TrimEnd();
}
