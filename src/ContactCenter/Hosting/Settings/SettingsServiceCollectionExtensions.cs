namespace ContactCenter.Hosting.Settings;

internal static class SettingsServiceCollectionExtensions
{
    /// <summary>
    /// Announces a class of settings: it can be had as <c>IOptions</c>, and <see cref="SettingsWalk"/> refuses to start the server when it is
    /// given something wrong.
    /// </summary>
    /// <param name="section">The section the class is read from.</param>
    /// <param name="defaultsFrom">A section whose keys hold where this one is silent.</param>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section, string? defaultsFrom = null)
        where T : class
    {
        var announced = new SettingsSection(typeof(T), section, defaultsFrom);
        services.AddSingleton(announced);
        services.AddOptions<T>().Configure<IConfiguration, IHostEnvironment>((settings, configuration, environment) =>
            announced.Read(configuration, settings, new SettingsReport(environment, new Dictionary<Type, object>())));
        return services;
    }
}
