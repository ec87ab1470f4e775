using ContactCenter.Hosting.Settings;

namespace ContactCenter.Routing;

internal static class RoutingSettingsServiceCollectionExtensions
{
    /// <summary>The settings of the queues, and the <see cref="QueueBook"/> made of them.</summary>
    public static IServiceCollection AddQueueSettings(this IServiceCollection services) => services
        .AddLiveSettings<RoutingOptions>(RoutingOptions.Section)
        .AddLiveSettingsFamily<QueueOptions>(QueueOptions.Family, defaultsFrom: RoutingOptions.Section, always: QueueBook.Default)
        .AddSingleton(provider => QueueBook.Of(provider.GetRequiredService<LiveSettings>()));
}
