using System.Reflection;

namespace ContactCenter.Hosting.Settings;

/// <summary>Keys that belong together, such as one step of a ladder; each keeps its default until it is said.</summary>
internal sealed class SettingObject(Type type) : SettingShape
{
    private readonly (PropertyInfo Property, SettingShape Shape)[] _members =
        [.. SettingsSection.PropertiesOf(type).Select(property => (property, Of(property)))];

    public override object? Read(IConfigurationSection at, object? current, SettingsReport report)
    {
        var settings = current ?? Activator.CreateInstance(type)!;
        RefuseValue(at, report);
        foreach (var child in at.GetChildren().Where(child => !Array.Exists(_members, member => IsKey(member.Property, child))))
        {
            report.RefuseUnknown(child.Path, _members.Select(member => $"{at.Path}:{member.Property.Name}"));
        }

        foreach (var (property, shape) in _members)
        {
            property.SetValue(settings, shape.Read(at.GetSection(property.Name), property.GetValue(settings), report));
        }

        return settings;
    }

    public override string Text(object? value) => string.Join(
        ", ",
        from member in _members
        let text = member.Shape.Inside(member.Property.GetValue(value))
        where text is not ("" or "()")
        select $"{member.Property.Name} {text}");

    private static bool IsKey(PropertyInfo property, IConfigurationSection child) =>
        string.Equals(property.Name, child.Key, StringComparison.OrdinalIgnoreCase);
}
