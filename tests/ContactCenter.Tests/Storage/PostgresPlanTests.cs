using ContactCenter.Calls;
using ContactCenter.Storage;
using ContactCenter.Storage.Postgres;

namespace ContactCenter.Tests.Storage;

/// <summary>However many calls wait in PostgreSQL, a match goes by its indexes.</summary>
public sealed class PostgresPlanTests() : PostgresTest(new PostgresStore())
{
    private static readonly WaitingKind _plain = new("default", "|", IsRinging: false);

    [Fact]
    public async Task Kinds_are_found_by_an_index()
    {
        await FillAsync();

        ByIndexAlone(await PlanAsync(PostgresMatchReading.Kinds, new { Queues = new[] { "default", "sales" } }), "calls_wanting");
    }

    [Fact]
    public async Task Searches_go_by_an_index()
    {
        await FillAsync();

        ByIndexAlone(await SearchPlanAsync(new WaitingSearch("default", 10) { Kind = _plain }), "calls_wanting");
        ByIndexAlone(await SearchPlanAsync(new WaitingSearch("default", 10) { Kind = _plain with { IsRinging = true } }), "calls_wanting_more");
        ByIndexAlone(await SearchPlanAsync(new WaitingSearch("default", 10) { HeldFor = StoreContract.Anna }), "calls_held");
    }

    [Fact]
    public async Task For_whom_calls_are_held_is_found_by_an_index_also_for_thousands()
    {
        await FillAsync();
        var ids = Enumerable.Range(0, 5000).Select(number => $"operator {number}").ToArray();

        ByIndexAlone(await PlanAsync(OperatorStatements.Facts("unnest(@Ids) as asked (id)", recent: false), new { Ids = ids }), "calls_held");
    }

    private static void ByIndexAlone(List<string> plan, string index)
    {
        Assert.Contains(plan, step => step.Contains($"Index Scan using {index} on calls", StringComparison.Ordinal)
            || step.Contains($"Index Only Scan using {index} on calls", StringComparison.Ordinal)
            || step.Contains($"Bitmap Index Scan on {index} ", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("Seq Scan on calls", StringComparison.Ordinal));
    }

    private Task<List<string>> SearchPlanAsync(WaitingSearch search)
    {
        var (sql, parameters) = PostgresMatchReading.Search([search]);
        return PlanAsync(sql, parameters);
    }

    private Task<List<string>> PlanAsync(string sql, object parameters) =>
        Store.Database.AskAsync(session => session.QueryAsync<string>("explain " + sql, parameters), default);

    /// <summary>Ten thousand calls wait; of them one in ten is held, and one in ten rings and may ring at one more.</summary>
    private Task<int> FillAsync() => Store.Database.AskAsync(
        session => session.ExecuteAsync(
            """
            insert into calls (id, queue, state, arrived_at, rank, kind, held_for, waiting_since, offered, wants_operator, due_at, version, event_count, body)
            select 'call ' || number, case when number % 2 = 0 then 'default' else 'sales' end, 'waiting', number, number,
                case when number % 3 = 0 then '|' else 'de:' || number % 5 || '|' end, case when number % 10 = 1 then 'operator ' || number % 100 end,
                number, number % 10 = 2, true, number, 1, 1, '{}'
            from generate_series(1, 10000) as one (number);
            analyze calls
            """),
        default);
}
