using System.Globalization;

namespace ContactCenter.Hosting.Settings;

/// <summary>What a setting's value must be, said where the setting is declared.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class RuleAttribute : Attribute
{
    /// <summary>
    /// The end of the sentence "Routing:RingTimeout is 00:00:01; it must ...", or null when the value keeps the rule.
    /// A list is asked item by item.
    /// </summary>
    public abstract string? Broken(object value);
}

/// <summary>A number or a time from the first to the last value, both allowed.</summary>
internal sealed class BetweenAttribute : RuleAttribute
{
    private readonly IComparable _first;
    private readonly IComparable _last;

    public BetweenAttribute(int first, int last) => (_first, _last) = (first, last);

    public BetweenAttribute(string first, string last) => (_first, _last) = (Time(first), Time(last));

    public override string? Broken(object value) => _first.CompareTo(value) <= 0 && _last.CompareTo(value) >= 0
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"be from {_first} to {_last}");

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Text that is not empty and not longer than so many characters.</summary>
internal sealed class TextAttribute(int longest) : RuleAttribute
{
    public override string? Broken(object value) => value is string { Length: > 0 } text && text.Length <= longest && !string.IsNullOrWhiteSpace(text)
        ? null
        : $"have 1 to {longest} characters";
}

/// <summary>One of a few words, spelt exactly so.</summary>
internal sealed class OneOfAttribute(params string[] words) : RuleAttribute
{
    public override string? Broken(object value) => words.Contains(value)
        ? null
        : words.Length == 1 ? $"be {words[0]}" : $"be one of {string.Join(", ", words)}";
}

/// <summary>A value that is never printed, and that belongs in the environment rather than in a file.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;

/// <summary>A key that does not stand in the section of its class.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KeyAttribute(string path) : Attribute
{
    public string Path => path;
}
