using System.Net.Sockets;
using Npgsql;

namespace ContactCenter.Storage.Postgres;

/// <summary>Tells the troubles of a database from bugs of ours.</summary>
internal static class PostgresTrouble
{
    /// <summary>
    /// The server is not there, not up yet, going down, full, a standby that is about to take over (25006), or has ended a transaction of a node that slept (25P03): trouble that
    /// passes, and says nothing about what was asked.
    /// </summary>
    public static bool IsAway(Exception e) => e switch
    {
        PostgresException { SqlState: var state } =>
            Begins(state, "08") || Begins(state, "53") || Begins(state, "57P") || Begins(state, "58") || state is "57014" or "25006" or "25P03" || IsRefusal(e),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Two transactions were in each other's way, and nothing of this one was written.</summary>
    public static bool IsCollision(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>The server is there, and does not let us in: waiting does not help.</summary>
    public static bool IsRefusal(Exception e) => e is PostgresException { SqlState: var state }
        && (Begins(state, "28") || state is PostgresErrorCodes.InvalidCatalogName);

    public static bool IsTimeout(Exception e) => e is TimeoutException || e.InnerException is TimeoutException;

    private static bool Begins(string state, string @class) => state.StartsWith(@class, StringComparison.Ordinal);
}
