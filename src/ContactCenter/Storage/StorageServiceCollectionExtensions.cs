using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Hosting.Settings;
using ContactCenter.Operators;
using ContactCenter.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace ContactCenter.Storage;

internal static class StorageServiceCollectionExtensions
{
    /// <summary>Keeps calls, conferences and what belongs to this installation, once <c>OpenStorage</c> has run.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSettings<StorageOptions>(StorageOptions.Section);
        services.AddSingleton(provider => new SqliteDatabase(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString,
            provider.GetRequiredService<IHostEnvironment>().ContentRootPath));
        services.AddSingleton<ICallStore, SqliteCallStore>();
        services.AddSingleton<IConferenceLedger, SqliteConferenceLedger>();
        services.AddSingleton<SqliteNodes>();
        services.AddSingleton<INodeRegistry>(provider => provider.GetRequiredService<SqliteNodes>());
        services.AddSingleton<INodeSignals>(provider => provider.GetRequiredService<SqliteNodes>());
        services.AddSingleton<IRosterShare>(provider => provider.GetRequiredService<SqliteNodes>());
        services.AddSingleton<SqliteInstallation>();
        services.AddSingleton<IInstallation>(provider => provider.GetRequiredService<SqliteInstallation>());
        services.AddSingleton<ICallSecret>(provider => provider.GetRequiredService<SqliteInstallation>());

        services.AddHostedService<CallEraser>();
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store");
        return services;
    }
}
