using ContactCenter.Conferences;
using ContactCenter.Hosting;
using ContactCenter.Hosting.Checks;
using ContactCenter.Hosting.Settings;
using ContactCenter.Operators;
using Microsoft.Extensions.Options;
using RestEase;

namespace ContactCenter.TrueConf;

internal static class TrueConfServiceCollectionExtensions
{
    /// <summary>TrueConf Server as operators' directory and conference server; with it the sandbox, where that is wanted.</summary>
    public static IServiceCollection AddTrueConf(this IServiceCollection services)
    {
        services.AddSettings<TrueConfOptions>(TrueConfOptions.Section);
        services.AddSettings<SandboxOptions>(SandboxOptions.Section);

        services.AddHostedService<SandboxHost>();
        services.AddSingleton<TrueConfAddress>();
        services.AddSingleton<IFramedOrigins, TrueConfFrames>();
        services.AddSingleton<TrueConfCondition>();
        services.AddSingleton<TrueConfMetrics>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton(provider => new TrueConfWire(Connections.Create(
            provider.GetRequiredService<IOptions<TrueConfOptions>>().Value, provider.GetRequiredService<IHostEnvironment>())));
        services.AddSingleton(CreateApi);
        services.AddSingleton<IOperatorDirectory, TrueConfDirectory>();
        services.AddSingleton<IConferenceServer, TrueConfConferences>();
        services.AddHealthChecks().AddCheck<TrueConfHealthCheck>(TrueConfHealthCheck.Name);

        return services;
    }

    /// <summary>Says what works with TrueConf Server: after a start, and without one with <c>--check</c>.</summary>
    public static IServiceCollection AddStartLine(this IServiceCollection services)
    {
        services.AddHostedService<StartLine>();
        services.AddSingleton<IStartCheck, TrueConfCheck>();
        return services;
    }

    /// <summary>One client for the life of the process. Not from a factory: that one would log the headers, and the token is in them.</summary>
    private static ITrueConfApi CreateApi(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<TrueConfOptions>>();
        var condition = services.GetRequiredService<TrueConfCondition>();
        var clock = services.GetRequiredService<TimeProvider>();

        var client = new HttpClient(
            new TrueConfHandler(services.GetRequiredService<TrueConfAddress>(), condition, options, clock)
            {
                InnerHandler = new TokenHandler(services.GetRequiredService<AccessTokens>())
                {
                    InnerHandler = new ResilienceHandler(options, condition, services.GetRequiredService<TrueConfMetrics>(), clock)
                    {
                        InnerHandler = services.GetRequiredService<TrueConfWire>().Handler,
                    },
                },
            })
        {
            // The real address is known when the sandbox runs: see TrueConfHandler, which also has the time-outs.
            BaseAddress = new Uri("http://trueconf.invalid/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };

        var api = new RestClient(client)
        {
            ResponseDeserializer = new TrueConfBodyReader(condition),
            RequestBodySerializer = new TrueConfBodyWriter(),
        }.For<ITrueConfApi>();
        api.Version = options.Value.ApiVersion;
        return api;
    }
}
