using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting;
using ContactCenter.Hosting.Checks;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Hosting.Settings;
using ContactCenter.Operators;
using ContactCenter.Storage.Postgres;
using ContactCenter.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ContactCenter.Storage;

internal static class StorageServiceCollectionExtensions
{
    /// <summary>Keeps calls, conferences and what belongs to this installation, once <c>OpenStorage</c> has run.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSettings<StorageOptions>(StorageOptions.Section);
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton(SqliteOf);
        services.AddSingleton(PostgresOf);

        services.AddEither<ICallStore, SqliteCallStore, PostgresCallStore>();
        services.AddEither<IConferenceLedger, SqliteConferenceLedger, PostgresConferenceLedger>();
        services.AddEither<IOperatorStore, SqliteOperatorStore, PostgresOperatorStore>();
        services.AddEither<ICallCounts, SqliteCallCounts, PostgresCallCounts>();
        services.AddEither<ILedgerCounts, SqliteLedgerCounts, PostgresLedgerCounts>();
        services.AddEither<INodeRegistry, SqliteNodes, PostgresNodes>();
        services.AddEither<INodeSignals, SqliteNodes, PostgresSignals>();
        services.AddEither<IRosterShare, SqliteNodes, PostgresRosterShare>();
        services.AddEither<IInstallation, SqliteInstallation, PostgresInstallation>();
        services.AddEither<ICallSecret, SqliteInstallation, PostgresInstallation>();
        services.AddEither<IStartCheck, SqliteCheck, PostgresCheck>();

        // Nodes that share a store share its time of day.
        services.AddSingleton<PostgresClock>();
        services.AddSingleton(provider => IsShared(provider) ? provider.GetRequiredService<PostgresClock>() : TimeProvider.System);
        services.AddHostedService(provider => provider.GetRequiredService<PostgresSignals>());

        services.AddHostedService<CallEraser>();
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store");
        services.AddProblemFor<StoreUnavailableException>(_ => StoreProblems.Unavailable(), StoreProblems.RetryAfter);
        return services;
    }

    internal static bool IsShared(IServiceProvider provider) => OptionsOf(provider).Provider == StorageOptions.Postgres;

    private static StorageOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value;

    private static SqliteDatabase SqliteOf(IServiceProvider provider)
    {
        var database = new SqliteDatabase(OptionsOf(provider).ConnectionString, provider.GetRequiredService<IHostEnvironment>().ContentRootPath);
        database.Failed += provider.GetRequiredService<StoreMetrics>().Failed;
        return database;
    }

    private static PostgresDatabase PostgresOf(IServiceProvider provider)
    {
        var database = new PostgresDatabase(OptionsOf(provider).ConnectionString, provider.GetRequiredService<ILogger<PostgresDatabase>>());
        database.Failed += provider.GetRequiredService<StoreMetrics>().Failed;
        return database;
    }

    /// <summary>The one or the other, as <c>Storage:Provider</c> says.</summary>
    private static void AddEither<TPort, TSqlite, TPostgres>(this IServiceCollection services)
        where TPort : class
        where TSqlite : class, TPort
        where TPostgres : class, TPort
    {
        services.TryAddSingleton<TSqlite>();
        services.TryAddSingleton<TPostgres>();
        services.AddSingleton<TPort>(provider => IsShared(provider) ? provider.GetRequiredService<TPostgres>() : provider.GetRequiredService<TSqlite>());
    }
}
