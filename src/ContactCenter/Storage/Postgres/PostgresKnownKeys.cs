using ContactCenter.Calls;

namespace ContactCenter.Storage.Postgres;

/// <summary>The idempotency keys of calls that live. A call that ends takes its key along; see <see cref="PostgresCallWriting"/>.</summary>
internal static class PostgresKnownKeys
{
    /// <summary>Whose key it is; null when nobody's, or no longer at <paramref name="now"/>.</summary>
    public static Task<KnownKey?> FindAsync(PostgresSession session, IdempotencyKey key, DateTimeOffset now) => session.FirstAsync<KnownKey>(
        "select request as Request, call_id as CallId from idempotency where key = @Key and expires_at > @Now",
        new { key.Key, Now = now.UtcTicks });

    /// <summary>Keeps the key of a new call in its turn, and lets go of those whose time is up.</summary>
    public static async Task RememberAsync(PostgresSession session, IdempotencyKey key, Call call)
    {
        await session.ExecuteAsync(
            """
            insert into idempotency (key, request, call_id, expires_at) values (@Key, @Request, @CallId, @ExpiresAt)
            on conflict (key) do update set request = excluded.request, call_id = excluded.call_id, expires_at = excluded.expires_at
            """,
            new { key.Key, key.Request, CallId = call.Id.ToString(), ExpiresAt = (call.ArrivedAt + IdempotencyKey.Lifetime).UtcTicks });
        await session.ExecuteAsync(
            """
            delete from idempotency where key in
                (select key from idempotency where expires_at <= @Now limit 100 for update skip locked)
            """,
            new { Now = call.ArrivedAt.UtcTicks });
    }
}
