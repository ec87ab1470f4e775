using ContactCenter.Calls;

namespace ContactCenter.Storage.Postgres;

/// <summary>The idempotency keys of calls that live. A call that ends takes its key along; see <see cref="PostgresCallWriting"/>.</summary>
internal static class PostgresKnownKeys
{
    /// <summary>Keeps the keys of new calls in their turns, and lets go of those whose time is up.</summary>
    public static async Task RememberAsync(PostgresSession session, IReadOnlyList<(IdempotencyKey Key, Call Call)> placed, DateTimeOffset now)
    {
        if (placed.Count == 0)
        {
            return;
        }

        await session.ExecuteAsync(
            """
            insert into idempotency (key, request, call_id, expires_at) select * from unnest(@Keys, @Requests, @Calls, @ExpireAt)
            on conflict (key) do update set request = excluded.request, call_id = excluded.call_id, expires_at = excluded.expires_at;
            delete from idempotency where key in
                (select key from idempotency where expires_at <= @Now limit 100 for update skip locked)
            """,
            new
            {
                Keys = placed.Select(one => one.Key.Key).ToArray(),
                Requests = placed.Select(one => one.Key.Request).ToArray(),
                Calls = placed.Select(one => one.Call.Id.ToString()).ToArray(),
                ExpireAt = placed.Select(one => (one.Call.ArrivedAt + IdempotencyKey.Lifetime).UtcTicks).ToArray(),
                Now = now.UtcTicks,
            });
    }
}
