using ContactCenter.Operators;

namespace ContactCenter.Storage.Postgres;

/// <summary>What is known of operators, in PostgreSQL.</summary>
internal sealed class PostgresOperatorStore(PostgresDatabase database) : IOperatorStore
{
    public Task<IReadOnlyList<OperatorFacts>> FactsAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken) =>
        database.AskAsync(session => FactsAsync(session, ids, recentSince: null), cancellationToken);

    public Task PauseAsync(OperatorId id, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync(OperatorStatements.Pause, new { Id = id.Value, Reason = reason, Now = now.UtcTicks }, cancellationToken);

    public Task ResumeAsync(OperatorId id, CancellationToken cancellationToken) =>
        DoAsync(OperatorStatements.Resume, new { Id = id.Value }, cancellationToken);

    public Task ReadyAsync(OperatorId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync(OperatorStatements.Ready, new { Id = id.Value, Now = now.UtcTicks }, cancellationToken);

    public Task CameBackAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken) =>
        DoAsync(OperatorStatements.ComeBack("id = any(@Ids)"), new { Ids = ids.Select(id => id.Value).ToArray() }, cancellationToken);

    /// <summary>In the order asked; conversations are counted from then on, if at all.</summary>
    public static async Task<IReadOnlyList<OperatorFacts>> FactsAsync(
        PostgresSession session, IReadOnlyCollection<OperatorId> ids, DateTimeOffset? recentSince)
    {
        var known = (await session.QueryAsync<OperatorRow>(
            OperatorStatements.Facts("unnest(@Ids) as asked (id)", recentSince is not null),
            new { Ids = ids.Select(id => id.Value).Distinct().ToArray(), Since = recentSince?.UtcTicks })).ToDictionary(row => row.Id, row => row.ToFacts());
        return [.. ids.Select(id => known[id.Value])];
    }

    private Task<int> DoAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        database.AskAsync(session => session.ExecuteAsync(sql, parameters), cancellationToken);
}
