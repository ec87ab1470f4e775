using Dapper;
using Npgsql;

namespace ContactCenter.Storage.Postgres;

/// <summary>A connection while somebody has it: asks one thing after the other.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    /// <summary>
    /// The turns named by <c>@Turns</c>, one after the other: taken in the same order by all who take more than one, nobody waits in
    /// a circle. What is asked after it in the same go is asked when they have come.
    /// </summary>
    public const string TakeTurns = "select pg_advisory_xact_lock(hashtextextended(name, 0))::text from unnest(@Turns) as name";

    /// <summary>How many rows were changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => connection.ExecuteAsync(Command(sql, parameters));

    public Task<T?> ScalarAsync<T>(string sql, object? parameters = null) => connection.ExecuteScalarAsync<T>(Command(sql, parameters));

    public Task<T?> FirstAsync<T>(string sql, object? parameters = null) => connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    public async Task<List<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        [.. await connection.QueryAsync<T>(Command(sql, parameters))];

    /// <summary>
    /// Waits for this transaction's turn among those of the same name, on whatever node. Who is next sees what this one has
    /// committed; a statement sees it only when it begins after the turn has come.
    /// </summary>
    public Task TurnAsync(string name) => ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@Name, 0))", new { Name = name });

    /// <summary>Several questions in one go, with their answers in the same order.</summary>
    public async Task<T> ReadAsync<T>(string sql, object parameters, Func<SqlMapper.GridReader, Task<T>> read)
    {
        await using var answers = await connection.QueryMultipleAsync(Command(sql, parameters));
        return await read(answers);
    }

    private CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, cancellationToken: cancellationToken);
}
