using System.Reflection;

namespace ContactCenter.Hosting.Settings;

/// <summary>One class of settings and the section it is read from; a feature announces its own with <c>AddSettings</c>.</summary>
/// <param name="Type">The class; each of its public properties that can be set is a key.</param>
/// <param name="Path">The section, for example <c>Routing</c> or <c>Queues:default</c>.</param>
/// <param name="DefaultsFrom">A section whose keys hold where this one is silent, key by key; or null.</param>
/// <param name="IsLive">Whether its keys apply without a restart: see <see cref="LiveSettings"/>.</param>
internal sealed record SettingsSection(Type Type, string Path, string? DefaultsFrom = null, bool IsLive = false)
{
    public IReadOnlyList<SettingKey> Keys { get; } = KeysOf(Type, Path);

    /// <summary>Reads the section into <paramref name="settings"/>; what is wrong is reported and keeps its default.</summary>
    public void Read(IConfiguration configuration, object settings, SettingsReport report)
    {
        var defaults = DefaultsFrom is null ? [] : KeysOf(Type, DefaultsFrom);
        foreach (var key in defaults.Concat(Keys))
        {
            key.Read(configuration, settings, report);
        }
    }

    private static IReadOnlyList<SettingKey> KeysOf(Type type, string section) =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.SetMethod is { IsPublic: true }
           select new SettingKey(section, property),
    ];
}
