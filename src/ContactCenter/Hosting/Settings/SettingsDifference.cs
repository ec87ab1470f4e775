namespace ContactCenter.Hosting.Settings;

/// <summary>What an edit has changed that only a restart puts in force.</summary>
internal static class SettingsDifference
{
    /// <summary>The keys: ours by what they mean, the framework's by their text, in order.</summary>
    public static IReadOnlyList<string> Between(
        IConfigurationRoot start, IConfigurationRoot edited, SettingsReport edit, IHostEnvironment environment, IReadOnlyList<SettingsSection> sections)
    {
        var atStart = SettingsWalk.Report(start, environment, sections);
        var ours = from was in atStart.Settings
                   where !was.Section.IsLive
                   from now in edit.Settings
                   where now.Section.Path == was.Section.Path
                   from key in now.Section.Keys
                   where !key.IsSame(was.Values, now.Values)
                   select key.Path;
        return [.. ours.Concat(OfFramework(start, edited, sections)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> OfFramework(IConfigurationRoot start, IConfigurationRoot edited, IReadOnlyList<SettingsSection> sections)
    {
        var ours = sections.SelectMany(section => section.Keys.Select(key => key.Path).Append(section.Path)).Select(TopOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return from path in start.AsEnumerable().Concat(edited.AsEnumerable()).Select(pair => pair.Key).Distinct(StringComparer.OrdinalIgnoreCase)
               where !ours.Contains(TopOf(path)) && start[path] != edited[path]
               select path;
    }

    private static string TopOf(string path) => path.Split(':', 2)[0];
}
