namespace ContactCenter.Hosting;

/// <summary>Where the server finds its files.</summary>
internal static class Place
{
    /// <summary>Arguments that hold unless the command line says otherwise.</summary>
    public static IEnumerable<string> Defaults
    {
        get
        {
            // The framework puts an edit in force before anybody could check it; see LiveSettings.
            yield return "--hostBuilder:reloadConfigOnChange=false";

            // An installation may be started from any folder, a developer's tree from its top.
            if (!File.Exists("appsettings.json"))
            {
                yield return $"--contentRoot={AppContext.BaseDirectory}";
            }
        }
    }
}
