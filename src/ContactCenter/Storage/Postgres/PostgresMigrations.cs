using System.Security.Cryptography;
using ContactCenter.Hosting.Settings;
using Dapper;
using Npgsql;

namespace ContactCenter.Storage.Postgres;

/// <summary>Brings a database to this program's schema: numbered scripts, forward only, all of them or none, by one node at a time.</summary>
internal static class PostgresMigrations
{
    /// <summary>Another node may be at it, and a large table takes its time.</summary>
    private const int _seconds = 300;

    /// <exception cref="StartRefusedException">The database belongs to a newer version, or to another program.</exception>
    public static Task ApplyAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        ApplyAsync(connection, name, MigrationScript.Of("Postgres"), cancellationToken);

    internal static async Task ApplyAsync(
        NpgsqlConnection connection, string name, IReadOnlyList<MigrationScript> scripts, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DoAsync("select pg_advisory_xact_lock(hashtextextended('contact-center migrations', 0))");

        var newest = scripts[^1].Number;
        var present = await ThrowIfForeignAsync(connection, name, newest);
        foreach (var script in scripts.Where(script => script.Number > present))
        {
            await DoAsync(script.Sql);
        }

        if (present < newest)
        {
            await DoAsync("create table if not exists schema_version (only_row integer primary key check (only_row = 1), number integer not null)");
            await DoAsync(
                "insert into schema_version (only_row, number) values (1, @Number) on conflict (only_row) do update set number = excluded.number",
                new { Number = newest });
            await FoundAsync(connection);
        }

        await transaction.CommitAsync(cancellationToken);

        Task DoAsync(string sql, object? parameters = null) =>
            connection.ExecuteAsync(new CommandDefinition(sql, parameters, commandTimeout: _seconds, cancellationToken: cancellationToken));
    }

    /// <summary>For those who only read, and so bring nothing up to date.</summary>
    /// <exception cref="StartRefusedException">The database is of another schema than this program's.</exception>
    public static async Task ThrowUnlessPresentAsync(NpgsqlConnection connection, string name)
    {
        var newest = MigrationScript.Of("Postgres")[^1].Number;
        if (await ThrowIfForeignAsync(connection, name, newest) < newest)
        {
            throw new StartRefusedException(
                $"The database {connection.Database} at {name} is of an older ContactCenter; starting the server brings it up to date.");
        }
    }

    /// <summary>The number of the schema the database has; 0 for an empty one.</summary>
    /// <exception cref="StartRefusedException">The database belongs to a newer version, or to another program.</exception>
    public static async Task<int> ThrowIfForeignAsync(NpgsqlConnection connection, string name, int newest)
    {
        var present = await PresentAsync(connection);
        if (present > newest)
        {
            throw new StartRefusedException(
                $"The database {connection.Database} at {name} was written by a newer ContactCenter (schema {present}; this one knows {newest}). "
                + "Start the newer version, or restore a backup from before the upgrade.");
        }

        return present > 0 || !await IsTakenAsync(connection)
            ? present
            : throw new StartRefusedException(
                $"The database {connection.Database} at {name} has tables named as ours that belong to another program.");
    }

    private static async Task<int> PresentAsync(NpgsqlConnection connection) =>
        await connection.ExecuteScalarAsync<bool>("select to_regclass('schema_version') is not null")
            ? await connection.ExecuteScalarAsync<int>("select number from schema_version")
            : 0;

    private static Task<bool> IsTakenAsync(NpgsqlConnection connection) => connection.ExecuteScalarAsync<bool>(
        "select coalesce(to_regclass('calls'), to_regclass('conferences'), to_regclass('nodes'), to_regclass('operators')) is not null");

    /// <summary>Random by the operating system's generator.</summary>
    private static Task<int> FoundAsync(NpgsqlConnection connection) => connection.ExecuteAsync(
        "insert into installation (only_row, id, token_secret) values (1, @Id, @Secret) on conflict do nothing",
        new { Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Secret = RandomNumberGenerator.GetBytes(32) });
}
