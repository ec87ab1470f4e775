using ContactCenter.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Tests.Support;

/// <summary>What another process has written into its database, looked at from outside.</summary>
internal sealed class DataFile(string path)
{
    public string Path => path;

    public int ConferencesNotGone() => Ask(file => file.ExecuteScalar<int>("select count(*) from conferences where gone_at is null"));

    /// <summary>Those that TrueConf Server may have been asked to make.</summary>
    public int ConferencesBegun() => Ask(file => file.ExecuteScalar<int>("select count(*) from conferences where begun_at is not null"));

    /// <summary>When each call was offered first. Calls of one match share the moment.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> FirstOffers() => Ask(file => file
        .Query<(string Call, long At)>("select owner, min(intended_at) from conferences group by owner")
        .ToDictionary(row => row.Call, row => new DateTimeOffset(row.At, TimeSpan.Zero)));

    /// <summary>The call of each conference, by the ledger id in the conference's tags.</summary>
    public IReadOnlyDictionary<string, string> Owners() => Ask(file => file
        .Query<(string Ledger, string Call)>("select id, owner from conferences").ToDictionary(row => row.Ledger, row => row.Call));

    private T Ask<T>(Func<SqliteConnection, T> question)
    {
        SystemSqlite.Use();
        using var file = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        file.Open();
        return question(file);
    }
}
