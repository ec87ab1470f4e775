using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ContactCenter.Operators;

internal static class OperatorsServiceCollectionExtensions
{
    /// <summary>Who can take a call: the roster and what keeps it fresh.</summary>
    public static IServiceCollection AddOperators(this IServiceCollection services)
    {
        services.AddSingleton<OperatorRoster>();
        services.TryAddSingleton<IOperatorStore, OperatorsInMemory>();
        services.AddHostedService<RosterRefresher>();
        services.AddHealthChecks().AddCheck<OperatorGroupHealthCheck>("operators");
        return services;
    }
}
