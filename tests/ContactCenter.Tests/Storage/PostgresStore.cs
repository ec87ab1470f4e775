using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Storage;
using ContactCenter.Storage.Postgres;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Tests.Storage;

/// <summary>The PostgreSQL stores in a database of their own on a real server.</summary>
internal sealed class PostgresStore : IOpenStore
{
    private readonly List<PostgresDatabase> _opened = [];
    private PostgresServer? _server;
    private string _name = "";

    public PostgresDatabase Database { get; private set; } = null!;

    public ICallStore Calls { get; private set; } = null!;

    public IConferenceLedger Ledger { get; private set; } = null!;

    public INodeRegistry Nodes { get; private set; } = null!;

    public IOperatorStore Operators => new PostgresOperatorStore(Database);

    public ICallCounts CallCounts => new PostgresCallCounts(Database);

    public ILedgerCounts LedgerCounts => new PostgresLedgerCounts(Database);

    public PostgresClock Clock { get; private set; } = null!;

    public CapturedLog Log { get; } = new();

    public string ConnectionString => _server!.ConnectionString(_name);

    /// <summary>How long a node lives without a sign; said before the store is opened.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    public async Task OpenAsync()
    {
        _server = await SharedPostgres.ServerAsync();
        _name = await SharedPostgres.NewDatabaseAsync();
        Database = Unopened();
        await Database.OpenAsync(CancellationToken.None);
        Clock = new PostgresClock(Database);
        Calls = new PostgresCallStore(Database);
        Ledger = new PostgresConferenceLedger(Database);
        Nodes = NodesWith(Lease);
    }

    /// <summary>Another node's view of the same database.</summary>
    public PostgresDatabase Unopened()
    {
        var logger = new LoggerFactory([Log]).CreateLogger<PostgresDatabase>();
        var database = new PostgresDatabase(ConnectionString, logger);
        _opened.Add(database);
        return database;
    }

    public PostgresNodes NodesWith(TimeSpan lease) => new(Database, Clock, Options.Create(new StorageOptions { Lease = lease }));

    /// <summary>The node is silent from now on; its lease is over.</summary>
    public Task DiesAsync(NodeId node) => Database.AskAsync(
        session => session.ExecuteAsync(
            "update nodes set seen_at = clock_timestamp() - interval '2 s', alive_until = clock_timestamp() - interval '1 s' where id = @Id",
            new { Id = node.Value }),
        CancellationToken.None);

    /// <summary>The server closes everybody's connection, as when it is restarted.</summary>
    public async Task CutLinesAsync()
    {
        await using var other = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await other.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", other);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(database => database.Dispose());
        if (_name.Length > 0)
        {
            await _server!.DropDatabaseAsync(_name);
        }
    }
}
