using ContactCenter.Calls;
using ContactCenter.Hosting.Nodes;
using Dapper;

namespace ContactCenter.Storage.Postgres;

/// <summary>What is written with a call, inside the transaction of whoever calls. The other nodes hear of it with the commit.</summary>
/// <remarks>Rows are locked in one order - call, conferences, operators - so that no two changes wait for each other.</remarks>
internal static class PostgresCallWriting
{
    private const string _record =
        "insert into call_events (call_id, sequence, type, at, view) select id, event_count, @Type, @At, @View from calls where id = @Id";

    private const string _forgetKey = "delete from idempotency where call_id = @Id";

    /// <summary>An entry that is gone already stays as it is.</summary>
    private const string _condemn =
        """
        update conferences set condemned_at = @At, due_at = @At, version = version + 1
        where id = any(@Condemned) and condemned_at is null and gone_at is null
        """;

    private const string _tell = $"select pg_notify('{PostgresSignals.Channel}', 'call ' || @Id)";

    /// <summary>New calls, and the first event of each: in one go, however many they are.</summary>
    public static async Task InsertAsync(PostgresSession session, IReadOnlyList<(Call Call, DateTimeOffset DueAt)> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        var parameters = Columns.Of([.. calls.Select(one => CallRow.Of(one.Call, one.DueAt))]);
        parameters.Add("View", calls.Select(one => StoredJson.Write(CallView.Of(one.Call))).ToArray());
        await session.ExecuteAsync(
            $"""
            insert into calls (event_count, id, queue, state, arrived_at, rank, kind, held_for, waiting_since, give_up_at, offered, wants_operator,
                missed_operator, missed_at, due_at, nodes, guest_key, version, body)
            select 1, * from unnest(@Id, @Queue, @State, @ArrivedAt, @Rank, @Kind, @HeldFor, @WaitingSince, @GiveUpAt, @Offered, @WantsOperator,
                @MissedOperator, @MissedAt, @DueAt, @Nodes, @GuestKey, @Version, @Body);
            insert into call_events (sequence, call_id, type, at, view) select 1, * from unnest(@Id, @State, @ArrivedAt, @View);
            select pg_notify('{PostgresSignals.Channel}', 'call ' || id) from unnest(@Id) as id
            """,
            parameters);
    }

    /// <summary>The whole change, or nothing of it: also when it intends a conference for an operator who is taken.</summary>
    public static async Task<Written> ApplyAsync(PostgresSession session, CallChange change, NodeId? claimant)
    {
        var intents = change.Intents.ToList();
        if (intents.Count == 0)
        {
            return await UpdateAsync(session, change, claimant);
        }

        await session.ExecuteAsync("savepoint change");
        var written = await UpdateAsync(session, change, claimant);
        foreach (var intent in intents)
        {
            written = written == Written.Done && !await TryIntendAsync(session, LedgerRow.Of(intent)) ? Written.Outdated : written;
        }

        await session.ExecuteAsync(written == Written.Done ? "release change" : "rollback to change");
        return written;
    }

    private static async Task<Written> UpdateAsync(PostgresSession session, CallChange change, NodeId? claimant)
    {
        if (!await TryUpdateAsync(session, change, claimant))
        {
            return await WhyNotAsync(session, change);
        }

        var parameters = Event(change.After, change.At);

        // What no guest sees is told to nobody: transactions that notify are committed one after the other.
        List<string> rest = change.IsVisible ? [_record, _tell] : [];
        if (change.After.State == CallState.Ended)
        {
            rest.Add(_forgetKey);
        }

        if (change.Condemned.Select(id => id.ToString()).ToArray() is { Length: > 0 } condemned)
        {
            rest.Add(_condemn);
            parameters.Add("Condemned", condemned);
        }

        if (change.JustRang is { } rang)
        {
            rest.Add(LedgerStatements.Start);
            parameters.Add("Started", rang.Conference.ToString());
        }

        if (change.JustAnswered is { } answer)
        {
            rest.Add(OperatorStatements.Answer);
            parameters.AddDynamicParams(new { Answered = answer.Conference.ToString(), Answerer = answer.Operator.Value });
        }

        foreach (var (number, mark) in change.Marks.OrderBy(mark => mark.Operator.Value, StringComparer.Ordinal).Index())
        {
            rest.AddRange(MarkParameters.Add(parameters, mark, number));
        }

        if (rest.Count > 0)
        {
            await session.ExecuteAsync(string.Join(";\n", rest), parameters);
        }

        return Written.Done;
    }

    private static async Task<bool> TryUpdateAsync(PostgresSession session, CallChange change, NodeId? claimant)
    {
        var parameters = new DynamicParameters(CallRow.Of(change.After, change.DueAt));
        parameters.Add("Before", change.Before.Version);
        parameters.Add("Events", change.IsVisible ? 1 : 0);
        parameters.Add("Claimant", claimant?.Value);
        parameters.Add("LetsGo", claimant is not null && change.Rests);
        return await session.ExecuteAsync(
            $"""
            update calls set
                queue = @Queue, state = @State, rank = @Rank, kind = @Kind, held_for = @HeldFor, waiting_since = @WaitingSince,
                give_up_at = @GiveUpAt, offered = @Offered, wants_operator = @WantsOperator, missed_operator = @MissedOperator, missed_at = @MissedAt,
                answered_by = @AnsweredBy, answered_at = @AnsweredAt, due_at = @DueAt, nodes = @Nodes, ended_at = @EndedAt,
                guest_key = @GuestKey, version = @Version,
                claimed_by = case when @LetsGo then null else claimed_by end, event_count = event_count + @Events, body = @Body
            where id = @Id and version = @Before and {Alive.Fence}
            """,
            parameters) == 1;
    }

    private static async Task<Written> WhyNotAsync(PostgresSession session, CallChange change) =>
        change.Before.Version == await session.ScalarAsync<int?>("select version from calls where id = @Id", new { Id = change.Before.Id.ToString() })
            ? Written.NotOurs
            : Written.Outdated;

    private static async Task<bool> TryIntendAsync(PostgresSession session, LedgerRow intent) => await session.ExecuteAsync(
        """
        insert into conferences (id, owner, operator, intended_at, due_at, failures, version)
        values (@Id, @Owner, @Operator, @IntendedAt, @DueAt, 0, 1)
        on conflict do nothing
        """,
        intent) == 1;

    private static DynamicParameters Event(Call call, DateTimeOffset at) => new(new
    {
        Id = call.Id.ToString(),
        Type = CallRow.Name(call.State),
        At = at.UtcTicks,
        View = StoredJson.Write(CallView.Of(call)),
    });
}
