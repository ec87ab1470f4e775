namespace ContactCenter.Hosting.Settings;

/// <summary>A section and what was read from it.</summary>
internal sealed record ReadSettings(SettingsSection Section, object Values);

internal static class ReadSettingsExtensions
{
    /// <summary>The one section that is read into <typeparamref name="T"/>.</summary>
    public static T Of<T>(this IEnumerable<ReadSettings> settings) => settings.FamilyOf<T>().Single().Values;

    /// <summary>All sections of a family, by name, the one that is always there first.</summary>
    public static IReadOnlyList<(string Name, T Values)> FamilyOf<T>(this IEnumerable<ReadSettings> settings) =>
        [.. settings.Where(read => read.Section.Type == typeof(T)).Select(read => (read.Section.Name, (T)read.Values))];
}
