namespace ContactCenter.Hosting.Settings;

/// <summary>The settings in force of the sections that change while the server runs. Whoever needs one asks each time.</summary>
/// <remarks>A snapshot is replaced whole, by one that was found valid whole; nobody changes it afterwards.</remarks>
internal sealed class LiveSettings
{
    private volatile IReadOnlyList<ReadSettings> _inForce;

    public LiveSettings(IConfiguration configuration, IHostEnvironment environment, IEnumerable<SettingsSection> sections) =>
        _inForce = LiveOf(SettingsWalk.Report((IConfigurationRoot)configuration, environment, sections));

    /// <summary>Told after a change, when it is in force.</summary>
    public event Action? Changed;

    /// <summary>Why the last edit is not in force, a sentence for each mistake; empty when it is.</summary>
    public IReadOnlyList<string> Refusals { get; private set; } = [];

    /// <summary>A section; the same object until it changes.</summary>
    public T Read<T>() => _inForce.Of<T>();

    /// <summary>A family of sections, by name, the one that is always there first.</summary>
    public IReadOnlyList<(string Name, T Values)> ReadFamily<T>() => _inForce.FamilyOf<T>();

    /// <summary>An edit that is wrong in any way changes nothing.</summary>
    public void Refuse(IReadOnlyList<string> refusals) => Refusals = refusals;

    /// <summary>Puts an edit in force; returns what it has changed, a phrase for each key.</summary>
    public IReadOnlyList<string> Accept(SettingsReport edit)
    {
        Refusals = [];
        var (before, after) = (_inForce, LiveOf(edit));
        string[] changes =
        [
            .. after.SelectMany(now => Changes(Same(before, now), now)),
            .. before.Where(was => Same(after, was) is null).Select(was => $"{was.Section.Path} is gone"),
        ];
        if (changes.Length > 0)
        {
            _inForce = [.. after.Select(now => Same(before, now) is { } was && !Changes(was, now).Any() ? was : now)];
            Changed?.Invoke();
        }

        return changes;
    }

    private static IEnumerable<string> Changes(ReadSettings? was, ReadSettings now) => was is null
        ? [$"{now.Section.Path} is new"]
        : from key in now.Section.Keys
          where !key.IsSame(now.Values, was.Values)
          select $"{key.Path} is {key.Show(now.Values)}";

    private static ReadSettings? Same(IEnumerable<ReadSettings> settings, ReadSettings one) =>
        settings.FirstOrDefault(read => string.Equals(read.Section.Path, one.Section.Path, StringComparison.OrdinalIgnoreCase));

    private static ReadSettings[] LiveOf(SettingsReport report) => [.. report.Settings.Where(read => read.Section.IsLive)];
}
