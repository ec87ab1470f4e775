using ContactCenter.Operators;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>What is known of operators, in a SQLite file.</summary>
internal sealed class SqliteOperatorStore(SqliteDatabase database) : IOperatorStore
{
    public Task<IReadOnlyList<OperatorFacts>> FactsAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Facts(connection, ids, recentSince: null), cancellationToken);

    public Task PauseAsync(OperatorId id, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync(OperatorStatements.Pause, new { Id = id.Value, Reason = reason, Now = now.UtcTicks }, cancellationToken);

    public Task ResumeAsync(OperatorId id, CancellationToken cancellationToken) =>
        DoAsync(OperatorStatements.Resume, new { Id = id.Value }, cancellationToken);

    public Task ReadyAsync(OperatorId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync(OperatorStatements.Ready, new { Id = id.Value, Now = now.UtcTicks }, cancellationToken);

    public Task CameBackAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken) =>
        DoAsync(OperatorStatements.ComeBack("id in (select value from json_each(@Ids))"), new { Ids = Json.Of(ids) }, cancellationToken);

    /// <summary>In the order asked; conversations are counted from then on, if at all.</summary>
    public static IReadOnlyList<OperatorFacts> Facts(SqliteConnection connection, IReadOnlyCollection<OperatorId> ids, DateTimeOffset? recentSince)
    {
        var known = connection.Query<OperatorRow>(
            OperatorStatements.Facts("(select value as id from json_each(@Ids)) as asked", recentSince is not null),
            new { Ids = Json.Of(ids.Distinct()), Since = recentSince?.UtcTicks }).ToDictionary(row => row.Id, row => row.ToFacts());
        return [.. ids.Select(id => known[id.Value])];
    }

    private Task<int> DoAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute(sql, parameters), cancellationToken);
}
