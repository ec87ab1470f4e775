namespace ContactCenter.Hosting.Settings;

/// <summary>The settings in force of the sections that change while the server runs. Whoever needs one asks each time.</summary>
/// <remarks>A snapshot is replaced whole, by one that was found valid whole; nobody changes it afterwards.</remarks>
internal sealed class LiveSettings
{
    private readonly SettingsSection[] _live;
    private volatile Dictionary<Type, object> _inForce;

    public LiveSettings(IConfiguration configuration, IHostEnvironment environment, IEnumerable<SettingsSection> sections)
    {
        SettingsSection[] announced = [.. sections];
        _live = [.. announced.Where(section => section.IsLive)];
        _inForce = LiveOf(SettingsWalk.Report((IConfigurationRoot)configuration, environment, announced));
    }

    /// <summary>Told after a change, when it is in force.</summary>
    public event Action? Changed;

    /// <summary>Why the last edit is not in force, a sentence for each mistake; empty when it is.</summary>
    public IReadOnlyList<string> Refusals { get; private set; } = [];

    public T Read<T>() => (T)_inForce[typeof(T)];

    /// <summary>An edit that is wrong in any way changes nothing.</summary>
    public void Refuse(IReadOnlyList<string> refusals) => Refusals = refusals;

    /// <summary>Puts an edit in force; returns what it has changed, a phrase for each key.</summary>
    public IReadOnlyList<string> Accept(SettingsReport edit)
    {
        Refusals = [];
        string[] changes =
        [
            .. from section in _live
               let now = edit.Read(section.Type)
               from key in section.Keys
               where !key.IsSame(now, _inForce[section.Type])
               select $"{key.Path} is {key.Show(now)}",
        ];
        if (changes.Length > 0)
        {
            _inForce = LiveOf(edit);
            Changed?.Invoke();
        }

        return changes;
    }

    private Dictionary<Type, object> LiveOf(SettingsReport report) => _live.ToDictionary(section => section.Type, section => report.Read(section.Type));
}
