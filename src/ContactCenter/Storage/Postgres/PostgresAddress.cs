using System.Globalization;
using Npgsql;

namespace ContactCenter.Storage.Postgres;

/// <summary>Reads the connection string of a PostgreSQL database. Whatever it says, its password is never repeated.</summary>
internal static class PostgresAddress
{
    private const int _seconds = 5;

    /// <summary>Two nodes fit into the hundred connections that a server allows by default.</summary>
    private const int _connections = 40;

    /// <summary>Why the text is no connection string for PostgreSQL; null when it is one.</summary>
    public static string? Broken(string connectionString)
    {
        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connectionString).Host) ? "it names no Host" : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The driver's own words may repeat a part of it.
            return "it cannot be read";
        }
    }

    /// <summary>What the connection string says, with our defaults where it is silent.</summary>
    public static NpgsqlConnectionStringBuilder Of(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        Default("Timeout", _seconds);
        Default("Command Timeout", _seconds);
        Default("Maximum Pool Size", _connections);
        Default("Max Auto Prepare", 100);
        Default("Application Name", "ContactCenter");

        // Nothing here leaves anything on a connection that its next user would notice; cleaning up costs as much as a question.
        Default("No Reset On Close", true);

        // A node that is frozen or cut off in the middle of a transaction must not hold up the others by its locks. And a search
        // that finds one of a hundred thousand by an index is not worth compiling, which takes a thousand times as long.
        Default("Options", "-c idle_in_transaction_session_timeout=5000 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c jit=off");
        return given;

        void Default(string key, object value)
        {
            if (!given.ShouldSerialize(key))
            {
                given[key] = value;
            }
        }
    }

    /// <summary>Connections to the database; of several hosts, to the one that can be written to.</summary>
    public static NpgsqlDataSource Connect(NpgsqlConnectionStringBuilder address)
    {
        if (!address.Host!.Contains(',', StringComparison.Ordinal))
        {
            return NpgsqlDataSource.Create(address);
        }

        var hosts = new NpgsqlConnectionStringBuilder(address.ConnectionString) { TargetSessionAttributes = null };
        return new NpgsqlDataSourceBuilder(hosts.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }

    /// <summary>Host and port, for people.</summary>
    public static string Name(NpgsqlConnectionStringBuilder parts) => parts.Host!.Contains(',', StringComparison.Ordinal)
        ? parts.Host
        : string.Create(CultureInfo.InvariantCulture, $"{parts.Host}:{parts.Port}");
}
