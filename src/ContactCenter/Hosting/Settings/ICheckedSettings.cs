namespace ContactCenter.Hosting.Settings;

/// <summary>Settings with rules that concern more than one key, or the machine the server runs on.</summary>
internal interface ICheckedSettings
{
    /// <summary>Asked before the server starts, and of each edit of a file; a key that was refused already has its default.</summary>
    void Check(SettingsReport report);
}
