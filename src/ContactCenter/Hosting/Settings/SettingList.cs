using System.Collections;
using System.Globalization;

namespace ContactCenter.Hosting.Settings;

/// <summary>A list; one that is said anywhere takes the place of the default whole.</summary>
internal sealed class SettingList(Type type, SettingShape item) : SettingShape
{
    public override object? Read(IConfigurationSection at, object? current, SettingsReport report)
    {
        if (!IsSaid(at))
        {
            return current;
        }

        var items = (IList)Activator.CreateInstance(type)!;
        foreach (var value in Values(at, report).Where(value => value is not null))
        {
            items.Add(value);
        }

        return items;
    }

    public override string Text(object? value) => string.Join(", ", ((IEnumerable)value!).Cast<object?>().Select(item.Inside));

    private IEnumerable<object?> Values(IConfigurationSection at, SettingsReport report)
    {
        // One line in the environment ("a, b") replaces a list in a file.
        if (item is SettingScalar scalar && !string.IsNullOrWhiteSpace(at.Value))
        {
            return at.Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(text => scalar.Value(at.Path, text, report));
        }

        return RefuseValue(at, report) ? [] : at.GetChildren().Where(child => IsItem(child, report)).Select(child => ReadItem(item, child, report));
    }

    private static bool IsItem(IConfigurationSection child, SettingsReport report)
    {
        if (int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return true;
        }

        report.Refuse(child.Path, $"{child.Path} is not an item of a list; items are numbered from 0 on.");
        return false;
    }
}
