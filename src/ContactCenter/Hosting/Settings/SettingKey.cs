using System.Globalization;
using System.Reflection;

namespace ContactCenter.Hosting.Settings;

/// <summary>One setting: where it stands in the configuration, how it is read and what it must be.</summary>
/// <remarks>
/// The framework's binder is not used because it stops at the first wrong value; a person who installs the product wants all of them.
/// </remarks>
internal sealed class SettingKey(string section, PropertyInfo property)
{
    private readonly RuleAttribute[] _rules = [.. property.GetCustomAttributes<RuleAttribute>()];

    public string Path { get; } = property.GetCustomAttribute<KeyAttribute>()?.Path ?? $"{section}:{property.Name}";

    public bool IsSecret { get; } = property.IsDefined(typeof(SecretAttribute));

    /// <summary>Whether keys may stand below this one: a list's items, a map's names.</summary>
    public bool HasChildren { get; } = property.PropertyType == typeof(List<string>) || property.PropertyType == typeof(Dictionary<string, bool>);

    /// <summary>Puts the configured value, if there is one and it is right, into <paramref name="settings"/>.</summary>
    public void Read(IConfiguration configuration, object settings, SettingsReport report)
    {
        var at = configuration.GetSection(Path);
        switch (property.GetValue(settings))
        {
            case List<string> items:
                ReadList(at, items, report);
                break;
            case Dictionary<string, bool> map:
                ReadMap(at, map, report);
                break;
            default:
                ReadOne(at, settings, report);
                break;
        }
    }

    /// <summary>The value as it is told to people.</summary>
    public string Show(object settings) => IsSecret ? "not shown" : Text(settings);

    public bool IsSame(object one, object other) => Text(one) == Text(other);

    private string Text(object settings) => property.GetValue(settings) switch
    {
        List<string> items => string.Join(", ", items),
        Dictionary<string, bool> map => string.Join(", ", map.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key} {item.Value}")),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private void ReadOne(IConfigurationSection at, object settings, SettingsReport report)
    {
        if (at.Value is { } text && Value(Path, text, property.PropertyType, report) is { } value)
        {
            property.SetValue(settings, value);
        }
    }

    private void ReadList(IConfigurationSection at, List<string> items, SettingsReport report)
    {
        // One line in the environment ("a, b") replaces a list in a file.
        var found = string.IsNullOrWhiteSpace(at.Value)
            ? at.GetChildren().Select(item => (item.Path, Text: item.Value ?? ""))
            : at.Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(text => (Path, Text: text));
        items.Clear();
        items.AddRange(found.Where(item => Value(item.Path, item.Text, typeof(string), report) is not null).Select(item => item.Text));
    }

    private void ReadMap(IConfigurationSection at, Dictionary<string, bool> map, SettingsReport report)
    {
        foreach (var item in at.GetChildren())
        {
            if (!map.ContainsKey(item.Key))
            {
                report.Refuse(item.Path, $"{item.Path} is not known; the names are {string.Join(", ", map.Keys)}.");
            }
            else if (Value(item.Path, item.Value ?? "", typeof(bool), report) is bool value)
            {
                map[item.Key] = value;
            }
        }
    }

    private object? Value(string path, string text, Type type, SettingsReport report)
    {
        var value = Parse(text, Nullable.GetUnderlyingType(type) ?? type, out var kind);
        var broken = value is null ? kind : _rules.Select(rule => rule.Broken(value)).FirstOrDefault(rule => rule is not null);
        if (broken is not null)
        {
            report.Refuse(path, IsSecret ? "not shown" : text, broken);
        }

        return broken is null ? value : null;
    }

    private static object? Parse(string text, Type type, out string kind)
    {
        if (type == typeof(string))
        {
            kind = "be text";
            return text;
        }

        if (type == typeof(bool))
        {
            kind = "be true or false";
            return bool.TryParse(text, out var truth) ? truth : null;
        }

        if (type == typeof(int))
        {
            kind = "be a whole number";
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        // "20" would be twenty days and "00:20" twenty minutes to the framework; neither is what its author meant.
        kind = "be a time such as 00:00:20 (hours:minutes:seconds)";
        return text.Count(letter => letter == ':') == 2 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
    }
}
