using System.Reflection;
using System.Text.Json;

namespace ContactCenter.Hosting.Settings;

/// <summary>One setting: where it stands in the configuration, how it is read and what it must be.</summary>
/// <remarks>
/// The framework's binder is not used because it stops at the first wrong value; a person who installs the product wants all of them.
/// </remarks>
internal sealed class SettingKey(string section, PropertyInfo property)
{
    private readonly SettingShape _shape = SettingShape.Of(property);

    public string Path { get; } = property.GetCustomAttribute<KeyAttribute>()?.Path ?? $"{section}:{property.Name}";

    public bool IsSecret { get; } = property.IsDefined(typeof(SecretAttribute));

    /// <summary>Puts the configured value, if there is one and it is right, into <paramref name="settings"/>.</summary>
    public void Read(IConfiguration configuration, object settings, SettingsReport report) =>
        property.SetValue(settings, _shape.Read(configuration.GetSection(Path), property.GetValue(settings), report));

    /// <summary>The value as it is told to people.</summary>
    public string Show(object settings) =>
        IsSecret ? "not shown" : _shape.Text(property.GetValue(settings)) is { Length: > 0 } text ? text : "empty";

    public bool IsSame(object one, object other) => Exact(one) == Exact(other);

    private string Exact(object settings) => JsonSerializer.Serialize(property.GetValue(settings), property.PropertyType);
}
