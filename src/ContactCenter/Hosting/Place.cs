namespace ContactCenter.Hosting;

/// <summary>Where the server finds its files.</summary>
internal static class Place
{
    /// <summary>Arguments that hold unless the command line says otherwise.</summary>
    public static IEnumerable<string> Defaults
    {
        get
        {
            // Settings are read once, so watching their files would be in vain.
            yield return "--hostBuilder:reloadConfigOnChange=false";

            // An installation may be started from any folder, a developer's tree from its top.
            if (!File.Exists("appsettings.json"))
            {
                yield return $"--contentRoot={AppContext.BaseDirectory}";
            }
        }
    }
}
