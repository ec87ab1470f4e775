namespace ContactCenter.Tests.Support;

/// <summary>An installation's folder with an <c>appsettings.json</c> of the test's own, to be edited under a running server.</summary>
internal sealed class SettingsFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SettingsFile(string json)
    {
        Directory.CreateDirectory(_folder.File("wwwroot"));
        Write(json);
    }

    /// <summary>The setting that makes a server read this file.</summary>
    public (string Key, string Value) Place => ("contentRoot", _folder.Path);

    public void Write(string json) => File.WriteAllText(_folder.File("appsettings.json"), json);

    public void Remove() => File.Delete(_folder.File("appsettings.json"));

    public void Dispose() => _folder.Dispose();
}
