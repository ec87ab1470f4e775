using System.Data.Common;
using ContactCenter.Storage.Sqlite;
using ContactCenter.Storm.Sites;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ContactCenter.Bench.Floors;

/// <summary>What the database itself can do on this machine at this moment: one row inserted and so often updated, each in a transaction of its own.</summary>
internal static class BareTransactions
{
    private const string _make = "create table if not exists bench (id text primary key, version integer not null, body text not null)";

    /// <summary>As long as a call's is.</summary>
    private static readonly string _body = new('x', 900);

    /// <summary>So many rows a second.</summary>
    public static Task<double> PerSecondAsync(IStore store, int atOnce, int updates, TimeSpan length)
    {
        var address = AddressOf(store);
        return store.IsApart ? OnPostgresAsync(address, atOnce, updates, length) : Task.Run(() => OnSqlite(address, updates, length));
    }

    public static string AddressOf(IStore store) => store.Settings.First(setting => setting.Key == "ConnectionStrings:ContactCenter").Value;

    private static async Task<double> OnPostgresAsync(string address, int atOnce, int updates, TimeSpan length)
    {
        var text = new NpgsqlConnectionStringBuilder(address) { ApplicationName = "Bench", MaxPoolSize = atOnce + 1 }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(text);
        await using (var first = await source.OpenConnectionAsync())
        {
            await first.ExecuteAsync(_make);
        }

        var began = TimeProvider.System.GetTimestamp();
        var rows = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(worker => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            var mine = 0;
            while (TimeProvider.System.GetElapsedTime(began) < length)
            {
                var id = $"{began:x}-{worker:x}-{mine:x}";
                await connection.ExecuteAsync("insert into bench (id, version, body) values (@id, 1, @body)", new { id, body = _body });
                for (var update = 0; update < updates; update++)
                {
                    await connection.ExecuteAsync("update bench set version = version + 1, body = @body where id = @id", new { id, body = _body });
                }

                mine++;
            }

            return mine;
        })));
        return rows.Sum() / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>A file beside the server's, on the same disk: SQLite has one writer at a time, so one after the other is as fast as it gets.</summary>
    private static double OnSqlite(string address, int updates, TimeSpan length)
    {
        SystemSqlite.Use();
        using DbConnection connection = new SqliteConnection($"{address}.bench;Pooling=False");
        connection.Open();
        connection.Execute("pragma journal_mode = wal; pragma synchronous = full");
        connection.Execute(_make);
        var (began, rows) = (TimeProvider.System.GetTimestamp(), 0);
        while (TimeProvider.System.GetElapsedTime(began) < length)
        {
            var id = $"{began:x}-{rows:x}";
            connection.Execute("insert into bench (id, version, body) values (@id, 1, @body)", new { id, body = _body });
            for (var update = 0; update < updates; update++)
            {
                connection.Execute("update bench set version = version + 1, body = @body where id = @id", new { id, body = _body });
            }

            rows++;
        }

        return rows / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
