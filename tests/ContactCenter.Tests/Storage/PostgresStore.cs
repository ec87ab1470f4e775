using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Storage;
using ContactCenter.Storage.Postgres;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

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
        Nodes = new PostgresNodes(Database, Clock, Options.Create(new StorageOptions { Lease = Lease }));
    }

    /// <summary>Another node's view of the same database.</summary>
    public PostgresDatabase Unopened()
    {
        var logger = new LoggerFactory([Log]).CreateLogger<PostgresDatabase>();
        var database = new PostgresDatabase(ConnectionString, logger);
        _opened.Add(database);
        return database;
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
