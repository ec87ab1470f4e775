using System.Collections;

namespace ContactCenter.Hosting.Settings;

/// <summary>
/// Values by name, compared without case. With a rule for the names it is like a list: said anywhere, it takes the place of the default whole.
/// Without one the names are those of the default, each of which keeps its value until another is said.
/// </summary>
/// <param name="isPlain">Whether a single value may stand for the map: see <see cref="PlainAttribute"/>.</param>
internal sealed class SettingMap(Type type, SettingShape item, NameRuleAttribute? names, bool isPlain) : SettingShape
{
    public override object? Read(IConfigurationSection at, object? current, SettingsReport report)
    {
        if (!IsSaid(at))
        {
            return current ?? Empty();
        }

        var map = names is null ? (IDictionary)current! : Empty();
        if (isPlain && item is SettingScalar scalar && at.Value is { Length: > 0 } text)
        {
            Put(map, "", scalar.Value(at.Path, text, report));
        }
        else
        {
            RefuseValue(at, report);
        }

        foreach (var child in at.GetChildren().Where(child => IsName(child, map, report)))
        {
            Put(map, child.Key, ReadItem(item, child, report));
        }

        return map;
    }

    public override string Text(object? value)
    {
        var map = (IDictionary)value!;
        return string.Join(", ", map.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(name => $"{name} {item.Inside(map[name])}".TrimStart()));
    }

    private IDictionary Empty() => (IDictionary)Activator.CreateInstance(type, StringComparer.OrdinalIgnoreCase)!;

    private static void Put(IDictionary map, string name, object? value)
    {
        if (value is not null)
        {
            map[name] = value;
        }
    }

    private bool IsName(IConfigurationSection child, IDictionary map, SettingsReport report)
    {
        if (names is null && !map.Contains(child.Key))
        {
            report.Refuse(child.Path, $"{child.Path} is not known; the names are {string.Join(", ", map.Keys.Cast<string>())}.");
            return false;
        }

        if (names?.Broken(child.Key) is { } broken)
        {
            report.Refuse(child.Path, $"{child.Path} has a wrong name; it must {broken}.");
            return false;
        }

        return true;
    }
}
