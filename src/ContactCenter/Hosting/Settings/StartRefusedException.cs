namespace ContactCenter.Hosting.Settings;

/// <summary>The server does not start, for reasons a person who installs it can put right; printed without a stack trace.</summary>
internal sealed class StartRefusedException(string message) : Exception(message)
{
    /// <summary>The refusal of wrong settings, all at once.</summary>
    public static StartRefusedException WrongSettings(IReadOnlyList<string> refusals) => new(string.Join(
        Environment.NewLine,
        refusals.Prepend($"ContactCenter does not start: {(refusals.Count == 1 ? "a setting is" : $"{refusals.Count} settings are")} wrong.")));
}
