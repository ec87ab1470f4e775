using ContactCenter.Calls;
using ContactCenter.Storage.Sqlite;
using Dapper;

namespace ContactCenter.Tests.Storage;

/// <summary>However many calls wait in a SQLite file, a match goes by its indexes.</summary>
public sealed class SqlitePlanTests : IDisposable
{
    private readonly SqliteStore _store = SqliteStore.New();

    public static TheoryData<string> Statements => [.. MatchReading.KindStatements, .. Searches.Select(MatchReading.Others)];

    private static WaitingSearch[] Searches =>
    [
        new("default", 10) { Kind = new WaitingKind("default", "|", IsRinging: false) },
        new("default", 10) { Kind = new WaitingKind("default", "|", IsRinging: true) },
        new("default", 10) { HeldFor = StoreContract.Anna },
    ];

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Waiting_calls_are_searched_by_an_index_and_come_in_order(string sql)
    {
        var plan = await _store.Database.ReadAsync(
            connection => connection.Query("explain query plan " + sql, Parameters()).Select(row => (string)row.detail).ToList(), default);

        Assert.Contains(plan, step => step.StartsWith("SEARCH calls USING", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN calls", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private static DynamicParameters Parameters()
    {
        var parameters = new DynamicParameters(MatchReading.Parameters(Searches[0], limit: 10));
        parameters.Add("Queues", "[]");
        return parameters;
    }
}
