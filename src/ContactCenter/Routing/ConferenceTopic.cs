using System.Text.RegularExpressions;
using ContactCenter.Hosting.Settings;

namespace ContactCenter.Routing;

/// <summary>What an operator's client shows when it rings, made from the setting <c>Topic</c>.</summary>
internal static partial class ConferenceTopic
{
    /// <summary>TrueConf Server cuts or refuses longer ones.</summary>
    public const int Longest = 240;

    private const string _guest = "guest";
    private const string _queue = "queue";

    /// <summary>The topic of one call: the placeholders filled in, control characters removed, not longer than TrueConf takes.</summary>
    public static string Of(string template, string guest, string queue)
    {
        // One pass, so that a guest who is called "{queue}" stays so.
        var filled = Placeholder().Replace(template, found => found.Groups[1].Value == _guest ? guest : queue);
        return Clean(filled);
    }

    /// <summary>What of a text TrueConf takes as a topic: it refuses an unprintable or longer one, and the call matters more.</summary>
    public static string Clean(string text)
    {
        var clean = string.Concat(text.Where(letter => !char.IsControl(letter))).Trim();
        return clean.Length <= Longest ? clean : clean[..(char.IsHighSurrogate(clean[Longest - 1]) ? Longest - 1 : Longest)];
    }

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholder();

    /// <summary>A template of a topic.</summary>
    internal sealed class TemplateAttribute : RuleAttribute
    {
        public override string? Broken(object value)
        {
            var template = (string)value;
            var rest = Placeholder().Replace(template, found => found.Groups[1].Value is _guest or _queue ? "" : found.Value);
            return template.Trim().Length is 0 or > Longest || rest.AsSpan().IndexOfAny('{', '}') >= 0
                ? $"have 1 to {Longest} characters and no placeholders but {{{_guest}}} and {{{_queue}}}"
                : null;
        }
    }
}
