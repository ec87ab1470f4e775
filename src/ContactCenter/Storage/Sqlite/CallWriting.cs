using ContactCenter.Calls;
using ContactCenter.Hosting.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>What is written with a call, inside the transaction of whoever calls.</summary>
internal static class CallWriting
{
    /// <summary>A new call and its first event.</summary>
    public static void Insert(SqliteConnection connection, Call call, DateTimeOffset dueAt)
    {
        connection.Execute(
            """
            insert into calls (id, queue, state, arrived_at, rank, kind, held_for, waiting_since, give_up_at, offered, wants_operator,
                missed_operator, missed_at, due_at, nodes, guest_key, version, event_count, body)
            values (@Id, @Queue, @State, @ArrivedAt, @Rank, @Kind, @HeldFor, @WaitingSince, @GiveUpAt, @Offered, @WantsOperator,
                @MissedOperator, @MissedAt, @DueAt, @Nodes, @GuestKey, @Version, 1, @Body)
            """,
            CallRow.Of(call, dueAt));
        Record(connection, call, call.ArrivedAt);
    }

    /// <summary>The whole change, or nothing of it: also when it intends a conference for an operator who is taken.</summary>
    public static Written Apply(SqliteConnection connection, CallChange change, NodeId? claimant)
    {
        connection.Execute("savepoint change");
        var written = TryUpdate(connection, change, claimant) ? TryIntend(connection, change) ? Written.Done : Written.Outdated
            : WhyNot(connection, change);
        if (written == Written.Done)
        {
            Condemn(connection, change);
            Mark(connection, change);
        }
        else
        {
            connection.Execute("rollback to change");
        }

        connection.Execute("release change");
        return written;
    }

    private static Written WhyNot(SqliteConnection connection, CallChange change) =>
        change.Before.Version == connection.ExecuteScalar<int?>(
            "select version from calls where id = @Id", new { Id = change.Before.Id.ToString() })
            ? Written.NotOurs
            : Written.Outdated;

    private static bool TryUpdate(SqliteConnection connection, CallChange change, NodeId? claimant)
    {
        var parameters = new DynamicParameters(CallRow.Of(change.After, change.DueAt));
        parameters.Add("Before", change.Before.Version);
        parameters.Add("Events", change.IsVisible ? 1 : 0);
        parameters.Add("Claimant", claimant?.Value);
        parameters.Add("LetsGo", claimant is not null && change.Rests);
        var updated = connection.Execute(
            """
            update calls set
                queue = @Queue, state = @State, rank = @Rank, kind = @Kind, held_for = @HeldFor, waiting_since = @WaitingSince,
                give_up_at = @GiveUpAt, offered = @Offered, wants_operator = @WantsOperator, missed_operator = @MissedOperator, missed_at = @MissedAt,
                answered_by = @AnsweredBy, answered_at = @AnsweredAt, due_at = @DueAt, nodes = @Nodes, ended_at = @EndedAt,
                guest_key = @GuestKey, version = @Version,
                claimed_by = case when @LetsGo then null else claimed_by end, event_count = event_count + @Events, body = @Body
            where id = @Id and version = @Before
                and (@Claimant is null or (claimed_by = @Claimant and claimed_by in (select id from nodes)))
            """,
            parameters);

        if (updated == 1 && change.IsVisible)
        {
            Record(connection, change.After, change.At);
        }

        if (updated == 1 && change.After.State == CallState.Ended)
        {
            connection.Execute("delete from idempotency where call_id = @Id", new { Id = change.After.Id.ToString() });
        }

        return updated == 1;
    }

    private static void Record(SqliteConnection connection, Call call, DateTimeOffset at) => connection.Execute(
        """
        insert into call_events (call_id, sequence, type, at, view)
        select id, event_count, @Type, @At, @View from calls where id = @Id
        """,
        new { Id = call.Id.ToString(), Type = CallRow.Name(call.State), At = at.UtcTicks, View = StoredJson.Write(CallView.Of(call)) });

    private static bool TryIntend(SqliteConnection connection, CallChange change) => change.Intents.All(intent => connection.Execute(
        """
        insert into conferences (id, owner, operator, intended_at, due_at, failures, version)
        values (@Id, @Owner, @Operator, @IntendedAt, @DueAt, 0, 1)
        on conflict do nothing
        """,
        LedgerRow.Of(intent)) == 1);

    /// <summary>An entry that is gone already stays as it is.</summary>
    private static void Condemn(SqliteConnection connection, CallChange change) => connection.Execute(
        """
        update conferences set condemned_at = @At, due_at = @At, version = version + 1
        where id = @Id and condemned_at is null and gone_at is null
        """,
        change.Condemned.Select(id => new { Id = id.ToString(), At = change.At.UtcTicks }));

    private static void Mark(SqliteConnection connection, CallChange change)
    {
        foreach (var mark in change.Marks)
        {
            var parameters = new DynamicParameters(new { At = change.At.UtcTicks });
            foreach (var statement in MarkParameters.Add(parameters, mark))
            {
                connection.Execute(statement, parameters);
            }
        }

        if (change.JustRang is { } rang)
        {
            connection.Execute(LedgerStatements.Start, new { Started = rang.Conference.ToString() });
        }

        if (change.JustAnswered is { } answer)
        {
            connection.Execute(
                OperatorStatements.Answer, new { Answered = answer.Conference.ToString(), Answerer = answer.Operator.Value, At = change.At.UtcTicks });
        }
    }
}
