using ContactCenter.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContactCenter.Tests.Support;

/// <summary>One PostgreSQL server for all tests of a run that do it no harm; each has its own database.</summary>
internal static class SharedPostgres
{
    private static readonly Lazy<Task<(PostgresServer Server, string Template)>> _running = new(StartAsync);

    public static async Task<PostgresServer> ServerAsync() => (await _running.Value).Server;

    /// <summary>The name of a new database with the present schema and nothing in it.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var (server, template) = await _running.Value;
        return await server.NewDatabaseAsync(template);
    }

    private static async Task<(PostgresServer, string)> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        var template = await server.NewDatabaseAsync();
        using var database = new PostgresDatabase(server.ConnectionString(template), NullLogger<PostgresDatabase>.Instance);
        await database.OpenAsync(CancellationToken.None);
        return (server, template);
    }
}
