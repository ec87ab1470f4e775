namespace ContactCenter.Hosting.Nodes;

internal static class NodesServiceCollectionExtensions
{
    /// <summary>This process as one among those that share the store. First in and last out: whoever works does so as a node.</summary>
    public static IServiceCollection AddNode(this IServiceCollection services)
    {
        services.AddSingleton<Identities>();
        services.AddSingleton<Node>();
        services.AddHostedService(provider => provider.GetRequiredService<Node>());
        return services;
    }
}
