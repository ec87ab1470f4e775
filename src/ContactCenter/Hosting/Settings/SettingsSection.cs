using System.Reflection;

namespace ContactCenter.Hosting.Settings;

/// <summary>One class of settings and the section it is read from; a feature announces its own with <c>AddSettings</c>.</summary>
/// <param name="Type">The class; each of its public properties that can be set is a key.</param>
/// <param name="Path">The section, for example <c>Routing</c>.</param>
/// <param name="DefaultsFrom">A section whose keys hold where this one is silent, key by key; or null.</param>
/// <param name="IsLive">Whether its keys apply without a restart: see <see cref="LiveSettings"/>.</param>
/// <param name="Always">
/// Null for one section. Otherwise a whole family of sections is meant, each below <paramref name="Path"/> with a name of its own: this one is there
/// even when no key is.
/// </param>
internal sealed record SettingsSection(Type Type, string Path, string? DefaultsFrom = null, bool IsLive = false, string? Always = null)
{
    /// <summary>What the name of one of a family must be.</summary>
    public const string NameRule = "have 1 to 50 letters, digits, dashes or underscores";

    /// <summary>None of a family: its sections have them.</summary>
    public IReadOnlyList<SettingKey> Keys { get; } = Always is null ? KeysOf(Type, Path) : [];

    public string Name => Path[(Path.LastIndexOf(':') + 1)..];

    /// <summary>The section; of a family all that this configuration has, the one that is always there first.</summary>
    public IEnumerable<SettingsSection> In(IConfiguration configuration) => Always is null
        ? [this]
        : configuration.GetSection(Path).GetChildren().Select(child => child.Key)
            .Where(IsName)
            .Prepend(Always)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => new SettingsSection(Type, $"{Path}:{name}", DefaultsFrom, IsLive));

    /// <summary>Reads the section into <paramref name="settings"/>; what is wrong is reported and keeps its default.</summary>
    public void Read(IConfiguration configuration, object settings, SettingsReport report)
    {
        var defaults = DefaultsFrom is null ? [] : KeysOf(Type, DefaultsFrom);
        foreach (var key in defaults.Concat(Keys))
        {
            key.Read(configuration, settings, report);
        }
    }

    /// <summary>Where the value of a key comes from: this section, or the one that has the defaults.</summary>
    public string PathOf(IConfiguration configuration, string key)
    {
        var own = configuration.GetSection($"{Path}:{key}");
        return DefaultsFrom is null || own.Exists() || IsEmpty(own) ? own.Path : $"{DefaultsFrom}:{key}";
    }

    /// <summary>Whether a file says <c>{}</c> there.</summary>
    public static bool IsEmpty(IConfigurationSection at) => ((ConfigurationSection)at).TryGetValue(null, out _);

    /// <summary>The properties that are keys.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true });

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 50 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static IReadOnlyList<SettingKey> KeysOf(Type type, string section) =>
        [.. PropertiesOf(type).Select(property => new SettingKey(section, property))];
}
