using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Storage.Sqlite;

namespace ContactCenter.Tests.Storage;

/// <summary>The SQLite stores on a real file in a folder of their own.</summary>
internal sealed class SqliteStore : IOpenStore, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("contact-center-").FullName;

    private SqliteStore()
    {
        File = Path.Combine(_folder, "data", "contact-center.db");
        Database = Unopened();
        Calls = new SqliteCallStore(Database);
        Ledger = new SqliteConferenceLedger(Database);
        Nodes = new SqliteNodes(Database, TimeProvider.System);
    }

    public string File { get; }

    public SqliteDatabase Database { get; private set; }

    public ICallStore Calls { get; private set; }

    public IConferenceLedger Ledger { get; private set; }

    public INodeRegistry Nodes { get; private set; }

    public IOperatorStore Operators => new SqliteOperatorStore(Database);

    public ICallCounts CallCounts => new SqliteCallCounts(Database);

    public ILedgerCounts LedgerCounts => new SqliteLedgerCounts(Database);

    /// <summary>Open, and empty.</summary>
    public static SqliteStore New()
    {
        var store = NotOpen();
        store.Database.Open();
        return store;
    }

    /// <summary>Before its first start: there is no file yet.</summary>
    public static SqliteStore NotOpen() => new();

    /// <summary>Another process's view of the same file.</summary>
    public SqliteDatabase Unopened(string connectionString = "Data Source=data/contact-center.db") => new(connectionString, _folder);

    public Task OpenAsync()
    {
        Database.Open();
        return Task.CompletedTask;
    }

    /// <summary>As after a restart of the server.</summary>
    public void Reopen()
    {
        Database.Dispose();
        Database = Unopened();
        Database.Open();
        Calls = new SqliteCallStore(Database);
        Ledger = new SqliteConferenceLedger(Database);
        Nodes = new SqliteNodes(Database, TimeProvider.System);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
