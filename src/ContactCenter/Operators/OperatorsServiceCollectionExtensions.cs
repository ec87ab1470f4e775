using ContactCenter.Hosting.Settings;

namespace ContactCenter.Operators;

internal static class OperatorsServiceCollectionExtensions
{
    /// <summary>Who can take a call: the roster and what keeps it fresh, and what each operator can.</summary>
    public static IServiceCollection AddOperators(this IServiceCollection services)
    {
        services.AddLiveSettings<OperatorsOptions>(OperatorsOptions.Section);
        services.AddSingleton<OperatorRoster>();
        services.AddSingleton(provider =>
            OperatorSkills.Of(provider.GetRequiredService<LiveSettings>(), provider.GetRequiredService<OperatorRoster>()));
        services.AddHostedService<RosterRefresher>();
        services.AddHealthChecks().AddCheck<OperatorGroupHealthCheck>("operators");
        return services;
    }
}
