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
        where T : class => services.AddSettings<T>(new SettingsSection(typeof(T), section, defaultsFrom));

    /// <summary>
    /// Announces a class of settings that apply without a restart: what holds this moment is read from <see cref="LiveSettings"/>;
    /// <c>IOptions</c> has what held at the start.
    /// </summary>
    /// <param name="section">The section the class is read from.</param>
    /// <param name="defaultsFrom">A section whose keys hold where this one is silent.</param>
    public static IServiceCollection AddLiveSettings<T>(this IServiceCollection services, string section, string? defaultsFrom = null)
        where T : class => services.AddFollowing().AddSettings<T>(new SettingsSection(typeof(T), section, defaultsFrom, IsLive: true));

    /// <summary>Announces a family of sections that come and go without a restart: see <see cref="LiveSettings.ReadFamily"/>.</summary>
    /// <param name="section">The section below which each has a name of its own.</param>
    /// <param name="defaultsFrom">A section whose keys hold where one of them is silent.</param>
    /// <param name="always">The one that is there even when no key is.</param>
    public static IServiceCollection AddLiveSettingsFamily<T>(this IServiceCollection services, string section, string defaultsFrom, string always)
        where T : class => services.AddFollowing().AddSingleton(new SettingsSection(typeof(T), section, defaultsFrom, IsLive: true, always));

    private static IServiceCollection AddFollowing(this IServiceCollection services)
    {
        if (!services.Any(service => service.ServiceType == typeof(LiveSettings)))
        {
            services.AddSingleton<LiveSettings>();
            services.AddSingleton<SettingsFiles>();
            services.AddHostedService<SettingsFollower>();
            services.AddHealthChecks().AddCheck<SettingsHealthCheck>("settings");
        }

        return services;
    }

    private static IServiceCollection AddSettings<T>(this IServiceCollection services, SettingsSection announced)
        where T : class
    {
        services.AddSingleton(announced);
        services.AddOptions<T>().Configure<IConfiguration, IHostEnvironment>((settings, configuration, environment) =>
            announced.Read(configuration, settings, new SettingsReport(environment, configuration, [])));
        return services;
    }
}
