using System.Globalization;
using System.Security.Cryptography;
using ContactCenter.Hosting.Settings;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>Brings a database to this program's schema: numbered scripts, forward only, all of them or none.</summary>
internal static class SqliteMigrations
{
    /// <exception cref="StartRefusedException">The file belongs to a newer version, or to another program.</exception>
    public static void Apply(SqliteConnection connection)
    {
        var scripts = MigrationScript.Of("Sqlite");
        using var transaction = connection.BeginTransaction();

        var present = ThrowIfForeign(connection, connection.DataSource);
        foreach (var script in scripts.Where(script => script.Number > present))
        {
            connection.Execute(script.Sql);
        }

        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"pragma user_version = {scripts[^1].Number}"));
        Found(connection);
        transaction.Commit();
    }

    /// <summary>For those who only read, and so bring nothing up to date.</summary>
    /// <exception cref="StartRefusedException">The file is of another schema than this program's.</exception>
    public static void ThrowUnlessPresent(SqliteConnection connection, string file)
    {
        if (ThrowIfForeign(connection, file) < MigrationScript.Of("Sqlite")[^1].Number)
        {
            throw new StartRefusedException($"The database {file} is of an older ContactCenter; starting the server brings it up to date.");
        }
    }

    /// <summary>The number of the schema the file has; 0 for an empty one.</summary>
    /// <exception cref="StartRefusedException">The file belongs to a newer version, or to another program.</exception>
    public static int ThrowIfForeign(SqliteConnection connection, string file)
    {
        var newest = MigrationScript.Of("Sqlite")[^1].Number;
        var present = connection.ExecuteScalar<int>("pragma user_version");
        if (present > newest)
        {
            throw new StartRefusedException(
                $"The database {file} was written by a newer ContactCenter (schema {present}; this one knows {newest}). "
                + "Start the newer version, or restore a backup from before the upgrade.");
        }

        if (present == 0 && connection.ExecuteScalar<int>("select count(*) from sqlite_master") > 0)
        {
            throw new StartRefusedException($"The database {file} belongs to another program.");
        }

        return present;
    }

    /// <summary>Random by the operating system's generator, which SQLite's own is not.</summary>
    private static void Found(SqliteConnection connection) => connection.Execute(
        "insert into installation (only_row, id, token_secret) values (1, @Id, @Secret) on conflict do nothing",
        new { Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Secret = RandomNumberGenerator.GetBytes(32) });
}
