using ContactCenter.Calls;

namespace ContactCenter.Storage.Postgres;

/// <summary>How a call gets into its queue: one after the other, whatever node its guest came to.</summary>
internal static class PostgresPlacing
{
    /// <summary>More than the clocks of two nodes differ by, which both follow the database's.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromMilliseconds(500);

    public static async Task<Placement> PlaceAsync(
        PostgresSession session, Func<(Call Call, DateTimeOffset DueAt)> arrive, IdempotencyKey? key, int queueLimit)
    {
        // The key's turn before the queue's: a request that is repeated to another queue is still the same request.
        if (key is not null)
        {
            await session.TurnAsync($"contact-center key {key.Key}");
        }

        // Which queue is known only from a call; this one is not the one that is placed.
        await session.TurnAsync($"contact-center queue {arrive().Call.Queue}");
        var (call, dueAt) = arrive();
        if (key is not null && await PostgresKnownKeys.FindAsync(session, key, call.ArrivedAt) is { } earlier)
        {
            return earlier.Request == key.Request
                ? new Placement.Repeated((await FindAsync(session, earlier.CallId))!)
                : new Placement.KeyReused();
        }

        if (await IsFullAsync(session, call.Queue, queueLimit))
        {
            return new Placement.QueueFull();
        }

        var placed = await BehindTheLastAsync(session, call) with { Version = 1 };
        await PostgresCallWriting.InsertAsync(session, placed, dueAt);
        if (key is not null)
        {
            await PostgresKnownKeys.RememberAsync(session, key, placed);
        }

        return new Placement.Placed(placed);
    }

    public static async Task<Call?> FindAsync(PostgresSession session, string id) =>
        await session.FirstAsync<string>("select body from calls where id = @Id", new { Id = id }) is { } body
            ? StoredJson.Read<Call>(body)
            : null;

    /// <summary>A node whose clock is a moment behind must not let its guest in before one who waits already.</summary>
    private static async Task<Call> BehindTheLastAsync(PostgresSession session, Call call)
    {
        var last = Ticks.ToMoment(await session.ScalarAsync<long?>(
            "select max(arrived_at) from calls where queue = @Queue and state = 'waiting' and due_at is not null", new { call.Queue }));
        return last > call.ArrivedAt && last < call.ArrivedAt + _skew
            ? call with { ArrivedAt = last.Value, WaitingSince = last.Value }
            : call;
    }

    private static async Task<bool> IsFullAsync(PostgresSession session, string queue, int limit) => limit <= await session.ScalarAsync<int>(
        """
        select count(*) from
            (select 1 from calls where queue = @Queue and state = 'waiting' and due_at is not null limit @Limit) as waiting
        """,
        new { Queue = queue, Limit = limit });
}
