using ContactCenter.Hosting.Metrics;

namespace ContactCenter.Conferences;

internal static class ConferencesServiceCollectionExtensions
{
    /// <summary>The ledger's workers: who removes what is over, and who finds what was lost.</summary>
    public static IServiceCollection AddConferences(this IServiceCollection services)
    {
        services.AddSingleton<ConferencesInHand>();
        services.AddSingleton<ConferenceRemover>();
        services.AddHostedService(provider => provider.GetRequiredService<ConferenceRemover>());
        services.AddSingleton<Janitor>();
        services.AddHostedService(provider => provider.GetRequiredService<Janitor>());
        services.AddSingleton<ConferenceMetrics>();
        services.AddSingleton<ICountsOnScrape>(provider => provider.GetRequiredService<ConferenceMetrics>());
        services.AddHealthChecks().AddCheck<LedgerHealthCheck>("conferences");
        return services;
    }
}
