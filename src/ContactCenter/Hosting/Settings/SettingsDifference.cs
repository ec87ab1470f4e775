namespace ContactCenter.Hosting.Settings;

/// <summary>What an edit has changed that only a restart puts in force.</summary>
internal static class SettingsDifference
{
    /// <summary>The keys: ours by what they mean, the framework's by their text, in order.</summary>
    public static IReadOnlyList<string> Between(
        IConfigurationRoot start, IConfigurationRoot edited, SettingsReport edit, IHostEnvironment environment, IReadOnlyList<SettingsSection> sections)
    {
        var atStart = SettingsWalk.Report(start, environment, sections);
        var ours = from section in sections
                   where !section.IsLive
                   from key in section.Keys
                   where !key.IsSame(atStart.Read(section.Type), edit.Read(section.Type))
                   select key.Path;
        return [.. ours.Concat(OfFramework(start, edited, sections)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> OfFramework(IConfigurationRoot start, IConfigurationRoot edited, IReadOnlyList<SettingsSection> sections)
    {
        var ours = sections.SelectMany(section => section.Keys).Select(key => TopOf(key.Path)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return from path in start.AsEnumerable().Concat(edited.AsEnumerable()).Select(pair => pair.Key).Distinct(StringComparer.OrdinalIgnoreCase)
               where !ours.Contains(TopOf(path)) && start[path] != edited[path]
               select path;
    }

    private static string TopOf(string path) => path.Split(':', 2)[0];
}
