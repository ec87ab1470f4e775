namespace ContactCenter.Hosting.Settings;

/// <summary>Everything that is wrong, or worth a warning, with the settings of this start, or of an edit.</summary>
internal sealed class SettingsReport(IHostEnvironment environment, IConfiguration configuration, IReadOnlyList<ReadSettings> settings)
{
    private readonly List<(string Key, string Sentence)> _refusals = [];
    private readonly List<string> _warnings = [];

    /// <summary>What is wrong, a sentence for each key: key, value, rule.</summary>
    public IReadOnlyList<string> Refusals => [.. _refusals.Select(refusal => refusal.Sentence)];

    /// <summary>What is accepted but should be looked at.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public IHostEnvironment Environment => environment;

    /// <summary>Every section there is, with what was read.</summary>
    public IReadOnlyList<ReadSettings> Settings => settings;

    /// <summary>Another feature's settings of this start.</summary>
    public T Read<T>() => settings.Of<T>();

    /// <summary>The names of a family's sections.</summary>
    public IEnumerable<string> NamesOf<T>() => settings.FamilyOf<T>().Select(one => one.Name);

    /// <summary>The section that was read into these values.</summary>
    public SettingsSection SectionOf(object values) => settings.Single(read => ReferenceEquals(read.Values, values)).Section;

    /// <summary>Where a key's value comes from, of a section that may have it from another.</summary>
    public string PathOf(object values, string key) => SectionOf(values).PathOf(configuration, key);

    /// <summary>Says that a value breaks a rule: "<c>key</c> is <c>value</c>; it must <c>rule</c>."</summary>
    public void Refuse(string key, string value, string rule) =>
        Refuse(key, $"{key} is {(value.Length == 0 ? "empty" : value)}; it must {rule}.");

    /// <summary>Says what is wrong with a key. Only the first word about a key counts: the rest follows from it.</summary>
    public void Refuse(string key, string sentence)
    {
        if (!HasRefused(key))
        {
            _refusals.Add((key, sentence));
        }
    }

    /// <summary>Says that a key is none, and which may be meant. The value is not shown: it may be that of a misspelt secret.</summary>
    public void RefuseUnknown(string key, IEnumerable<string> known)
    {
        var nearest = Spelling.Nearest(key, known);
        Refuse(key, nearest is null ? $"{key} is not a known setting." : $"{key} is not a known setting; is {nearest} meant?");
    }

    public bool HasRefusedBelow(string key) =>
        _refusals.Exists(refusal => refusal.Key == key || refusal.Key.StartsWith($"{key}:", StringComparison.Ordinal));

    public bool HasRefused(string key) => _refusals.Exists(refusal => refusal.Key == key);

    public void Warn(string sentence) => _warnings.Add(sentence);
}
