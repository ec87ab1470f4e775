using System.Data.Common;
using ContactCenter.Storm.Sites;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ContactCenter.Bench.Floors;

/// <summary>How often a call's rows are written in its life.</summary>
internal static class Lifecycle
{
    /// <summary>The mean over ended calls: every change of a call and of its conferences counts its version up.</summary>
    public static async Task<double> TransactionsAsync(IStore store)
    {
        var address = BareTransactions.AddressOf(store);
        await using DbConnection connection = store.IsApart
            ? new NpgsqlConnection($"{address};Pooling=false")
            : new SqliteConnection($"{address};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        var calls = await connection.ExecuteScalarAsync<double>("select avg(version * 1.0) from calls where state = 'ended'");
        var conferences = await connection.ExecuteScalarAsync<double>("select avg(version * 1.0) from conferences where gone_at is not null");
        return calls + conferences;
    }
}
