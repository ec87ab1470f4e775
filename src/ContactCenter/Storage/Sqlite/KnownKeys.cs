using ContactCenter.Calls;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>The idempotency keys of calls that live. A call that ends takes its key along; see <see cref="CallWriting"/>.</summary>
internal static class KnownKeys
{
    /// <summary>Whose key it is; null when nobody's, or no longer at <paramref name="now"/>.</summary>
    public static KnownKey? Find(SqliteConnection connection, IdempotencyKey key, DateTimeOffset now) =>
        connection.QuerySingleOrDefault<KnownKey>(
            "select request as Request, call_id as CallId from idempotency where key = @Key and expires_at > @Now",
            new { key.Key, Now = now.UtcTicks });

    /// <summary>Keeps the key of a new call, and lets go of those whose time is up.</summary>
    public static void Remember(SqliteConnection connection, IdempotencyKey key, Call call)
    {
        connection.Execute("delete from idempotency where expires_at <= @Now", new { Now = call.ArrivedAt.UtcTicks });
        connection.Execute(
            "insert into idempotency (key, request, call_id, expires_at) values (@Key, @Request, @CallId, @ExpiresAt)",
            new { key.Key, key.Request, CallId = call.Id.ToString(), ExpiresAt = (call.ArrivedAt + IdempotencyKey.Lifetime).UtcTicks });
    }
}
