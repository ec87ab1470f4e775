using System.Data.Common;
using Dapper;

namespace ContactCenter.Storm.Sites;

/// <summary>Questions that both databases understand.</summary>
internal abstract class SqlStore : IStore
{
    public abstract IReadOnlyList<(string Key, string Value)> Settings { get; }

    public abstract bool IsApart { get; }

    public virtual bool IsUp => true;

    public virtual double ProcessorSeconds => 0;

    public virtual Task KillAsync() => throw new NotSupportedException("This store has no process of its own.");

    public virtual Task StartAsync() => Task.CompletedTask;

    public async Task<IReadOnlyList<StoredCall>> CallsAsync() =>
        await AskAsync(async db => (await db.QueryAsync<StoredCall>("select id, state, body from calls order by seq")).AsList());

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<(int Sequence, string Type)>>> FeedsAsync() =>
        await AskAsync(async db => (await db.QueryAsync<EventRow>("select call_id as CallId, sequence, type from call_events order by call_id, sequence"))
            .GroupBy(row => row.CallId)
            .ToDictionary(
                call => call.Key,
                call => (IReadOnlyList<(int, string)>)[.. call.Select(row => ((int)row.Sequence, row.Type))]));

    public async Task<IReadOnlyList<string>> ConferencesLeftAsync() => await AskAsync(async db => (await db.QueryAsync<string>(
        "select id || ' of ' || operator || ', conference ' || coalesce(conference, '?') || ', ' || coalesce(trouble, 'no trouble') from conferences where gone_at is null")).AsList());

    public async Task<IReadOnlyList<Unfinished>> UnfinishedAsync() => await AskAsync(async db => (IReadOnlyList<Unfinished>)
    [
        ..
        from row in await db.QueryAsync<WorkRow>(
            """
            select id as Id, version as Version, claimed_by as ClaimedBy, due_at as DueAt from calls where due_at is not null
            union all
            select 'conference ' || id, version, claimed_by, due_at from conferences where condemned_at is not null and gone_at is null
            """)
        select new Unfinished { Id = row.Id, Version = row.Version, ClaimedBy = row.ClaimedBy, DueAt = new DateTimeOffset(row.DueAt, TimeSpan.Zero) },
    ]);

    public async Task<IReadOnlyDictionary<string, long>> CountsAsync() => await AskAsync(async db =>
    {
        var counts = new Dictionary<string, long>();
        foreach (var table in new[] { "calls", "call_events", "conferences", "operators", "idempotency", "nodes", "orphans" })
        {
            counts[table] = await db.ExecuteScalarAsync<long>($"select count(*) from {table}");
        }

        return counts;
    });

    public abstract Task<(int Connections, double Megabytes)> WeightAsync();

    public abstract ValueTask DisposeAsync();

    protected abstract DbConnection Open();

    protected async Task<T> AskAsync<T>(Func<DbConnection, Task<T>> question)
    {
        await using var db = Open();
        await db.OpenAsync();
        return await question(db);
    }

    private sealed record EventRow
    {
        public string CallId { get; init; } = "";
        public long Sequence { get; init; }
        public string Type { get; init; } = "";
    }

    private sealed record WorkRow
    {
        public string Id { get; init; } = "";
        public long Version { get; init; }
        public string? ClaimedBy { get; init; }
        public long DueAt { get; init; }
    }
}
