using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Hosting.Settings;
using ContactCenter.Operators;
using ContactCenter.TrueConf;

namespace ContactCenter.Crashes;

internal static class CrashesServiceCollectionExtensions
{
    /// <summary>
    /// Lets the server die where <c>Testing:CrashAt</c> says so. Where it is silent, which is everywhere but under test,
    /// nothing is put before anything.
    /// </summary>
    public static void AddCrashes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<CrashOptions>(CrashOptions.Section);
        if (!builder.Environment.IsDevelopment() || CrashPlan.TryParse(builder.Configuration[CrashOptions.CrashAtKey] ?? "") is not { } plan)
        {
            return;
        }

        var services = builder.Services;
        services.Wrap<ICallStore>(port => CrashingPort<ICallStore>.Around(port, CrashPoints.Store, plan));
        services.Wrap<IConferenceLedger>(port => CrashingPort<IConferenceLedger>.Around(port, CrashPoints.Ledger, plan));
        services.Wrap<IOperatorStore>(port => CrashingPort<IOperatorStore>.Around(port, CrashPoints.Operators, plan));
        services.Wrap<INodeRegistry>(port => CrashingPort<INodeRegistry>.Around(port, CrashPoints.Nodes, plan));
        services.Wrap<IRosterShare>(port => CrashingPort<IRosterShare>.Around(port, CrashPoints.Rosters, plan));
        services.Wrap<TrueConfWire>(wire => new TrueConfWire(new CrashingWire(plan) { InnerHandler = wire.Handler }));
    }

    /// <summary>Puts something around what was registered.</summary>
    private static void Wrap<T>(this IServiceCollection services, Func<T, T> around)
        where T : class
    {
        var inner = services.Single(service => service.ServiceType == typeof(T));
        services[services.IndexOf(inner)] = ServiceDescriptor.Singleton(provider => around((T)Make(inner, provider)));
    }

    private static object Make(ServiceDescriptor inner, IServiceProvider provider) =>
        inner.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!);
}
