using ContactCenter.Hosting;
using ContactCenter.Hosting.Metrics;
using ContactCenter.Operators;

namespace ContactCenter.Calls;

internal static class CallsServiceCollectionExtensions
{
    /// <summary>The life of calls: who drives it, who follows it, and what guests may do.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddSingleton<CallSignals>();
        services.AddSingleton<CallRecorder>();
        services.AddSingleton<CallFeed>();
        services.AddSingleton<CallEventStreams>();
        services.AddSingleton<CallTokens>();
        services.AddSingleton<CallAccess>();
        services.AddSingleton<OfferRinger>();
        services.AddSingleton<NextQueue>();
        services.AddSingleton<StepTaker>();
        services.AddSingleton<CallSteps>();
        services.AddSingleton<GuestKeys>();
        services.AddSingleton<Reception>();
        services.AddSingleton<Switchboard>();
        services.AddSingleton<OperatorMoves>();
        services.AddSingleton<LostQueues>();
        services.AddSingleton<Matchmaker>();
        services.AddSingleton<StrandedGuests>();
        services.AddSingleton<GuestPresence>();
        services.AddSingleton<WaitPace>();
        services.AddSingleton<QueueBoard>();
        services.AddSingleton<CallExplanations>();
        services.AddSingleton<IRosterFollower>(provider => provider.GetRequiredService<Matchmaker>());
        services.AddSingleton<CallMetrics>();
        services.AddSingleton<ICountsOnScrape>(provider => provider.GetRequiredService<CallMetrics>());

        services.AddHostedService(provider => provider.GetRequiredService<CallMetrics>());
        services.AddHostedService(provider => provider.GetRequiredService<GuestPresence>());
        services.AddHostedService(provider => provider.GetRequiredService<Matchmaker>());
        services.AddHostedService(provider => provider.GetRequiredService<QueueBoard>());
        services.AddHostedService<FeedWatch>();
        services.AddHostedService<EstimateMetrics>();
        services.AddHostedService<CallDispatcher>();
        services.AddHostedService<ConferenceLink>();
        services.AddHostedService<NodeNews>();

        services.AddProblemFor<TrueConfException>(_ => CallProblems.TrueConfUnavailable());
        services.AddProblemFor<GuestLinkUnavailableException>(_ => CallProblems.NoGuestLink());
        return services;
    }
}
