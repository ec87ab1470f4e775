namespace ContactCenter.Hosting.Settings;

/// <summary>Everything that is wrong, or worth a warning, with the settings of this start, or of an edit.</summary>
internal sealed class SettingsReport(IHostEnvironment environment, IReadOnlyDictionary<Type, object> settings)
{
    private readonly List<(string Key, string Sentence)> _refusals = [];
    private readonly List<string> _warnings = [];

    /// <summary>What is wrong, a sentence for each key: key, value, rule.</summary>
    public IReadOnlyList<string> Refusals => [.. _refusals.Select(refusal => refusal.Sentence)];

    /// <summary>What is accepted but should be looked at.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public IHostEnvironment Environment => environment;

    /// <summary>Another feature's settings of this start.</summary>
    public T Read<T>() => (T)Read(typeof(T));

    public object Read(Type type) => settings[type];

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

    public bool HasRefused(string key) => _refusals.Exists(refusal => refusal.Key == key);

    public void Warn(string sentence) => _warnings.Add(sentence);
}
