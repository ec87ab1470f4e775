using System.Globalization;
using System.Reflection;

namespace ContactCenter.Hosting.Settings;

/// <summary>A single value: text, a number, a time, true or false.</summary>
internal sealed class SettingScalar(Type type, PropertyInfo declared) : SettingShape
{
    private readonly Type _type = Nullable.GetUnderlyingType(type) ?? type;
    private readonly RuleAttribute[] _rules = [.. declared.GetCustomAttributes<RuleAttribute>()];
    private readonly bool _isSecret = declared.IsDefined(typeof(SecretAttribute));

    public static bool Is(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var one && (one == typeof(string) || one == typeof(bool) || one == typeof(int) || one == typeof(TimeSpan));

    public override object? Read(IConfigurationSection at, object? current, SettingsReport report)
    {
        if (at.GetChildren().Any())
        {
            report.Refuse(at.Path, $"{at.Path} holds keys; it must be a single value.");
            return current;
        }

        return at.Value is { } text ? Value(at.Path, text, report) ?? current : current;
    }

    /// <summary>What a text means at a key, or null when it is refused.</summary>
    public object? Value(string path, string text, SettingsReport report)
    {
        var value = Parse(text, out var kind);
        var broken = value is null ? kind : _rules.Select(rule => rule.Broken(value)).FirstOrDefault(rule => rule is not null);
        if (broken is not null)
        {
            report.Refuse(path, _isSecret ? "not shown" : text, broken);
        }

        return broken is null ? value : null;
    }

    public override string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    public override string Inside(object? value) => Text(value);

    private object? Parse(string text, out string kind)
    {
        if (_type == typeof(string))
        {
            kind = "be text";
            return text;
        }

        if (_type == typeof(bool))
        {
            kind = "be true or false";
            return bool.TryParse(text, out var truth) ? truth : null;
        }

        if (_type == typeof(int))
        {
            kind = "be a whole number";
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        // "20" would be twenty days and "00:20" twenty minutes to the framework; neither is what its author meant.
        kind = "be a time such as 00:00:20 (hours:minutes:seconds)";
        return text.Count(letter => letter == ':') == 2 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
    }
}
