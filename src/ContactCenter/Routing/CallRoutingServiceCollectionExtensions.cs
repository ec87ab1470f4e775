using ContactCenter.Operators;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ContactCenter.Routing;

internal static class CallRoutingServiceCollectionExtensions
{
    /// <summary>Which operator is asked: the queues' settings, the strategies, and matching.</summary>
    public static IServiceCollection AddCallRouting(this IServiceCollection services)
    {
        services.AddQueueSettings();
        services.AddSingleton<Matching>();
        services.TryAddSingleton<SkillsOf>(provider => provider.GetRequiredService<OperatorSkills>().SkillsOf);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IRoutingStrategy, LongestIdleStrategy>(),
            ServiceDescriptor.Singleton<IRoutingStrategy, RoundRobinStrategy>(),
            ServiceDescriptor.Singleton<IRoutingStrategy, FewestCallsStrategy>(),
            ServiceDescriptor.Singleton<IRoutingStrategy, RandomStrategy>(),
        ]);
#pragma warning disable RS0030 // The one place that may: everyone else takes a Random. (A new Random() is not thread-safe.)
        services.TryAddSingleton(Random.Shared);
#pragma warning restore RS0030
        return services;
    }
}
