using ContactCenter.Bench.Floors;
using ContactCenter.Calls;
using ContactCenter.Routing;
using ContactCenter.Storage.Postgres;
using ContactCenter.Storage.Sqlite;
using ContactCenter.Storm.Sites;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContactCenter.Bench.Matches;

/// <summary>A store in this process, with as many waiting calls as are wanted. They are written many to a transaction: how they came is not measured.</summary>
internal abstract class MatchStore : IAsyncDisposable
{
    private const int _atOnce = 1000;
    private int _written;

    public abstract string Name { get; }

    public abstract ICallStore Calls { get; }

    public static async Task<MatchStore> OpenAsync(string store)
    {
        var calls = store == "sqlite" ? (MatchStore)new OnSqlite() : new OnPostgres();
        await calls.OpenAsync();
        return calls;
    }

    /// <summary>So many calls more.</summary>
    public async Task AddAsync(int count, QueueSettings queue)
    {
        var arrived = TimeProvider.System.GetUtcNow();
        foreach (var some in Enumerable.Range(0, count).Chunk(_atOnce))
        {
            await InsertAsync([.. some.Select(_ => Placed(queue, arrived))]);
        }

        if (count > 1)
        {
            await SettleAsync();
        }
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task OpenAsync();

    protected abstract Task InsertAsync(IReadOnlyList<(Call Call, DateTimeOffset DueAt)> calls);

    /// <summary>As after the database's own housekeeping.</summary>
    protected abstract Task SettleAsync();

    private (Call, DateTimeOffset) Placed(QueueSettings queue, DateTimeOffset arrived)
    {
        var at = arrived.AddTicks(_written);
        var id = new CallId(new Guid(_written++, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]));
        var call = new NewCall().ToCall(id, queue.Name, at) with { GiveUpAt = at + queue.MaxWait, Version = 1 };
        return (call, CallStep.DueAt(call, queue, at));
    }

    private sealed class OnSqlite : MatchStore
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("contact-center-bench-").FullName;
        private readonly SqliteDatabase _database;

        public OnSqlite()
        {
            _database = new SqliteDatabase("Data Source=bench.db", _folder);
            Calls = new SqliteCallStore(_database);
        }

        public override string Name => "SQLite";

        public override ICallStore Calls { get; }

        public override ValueTask DisposeAsync()
        {
            _database.Dispose();
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        protected override Task OpenAsync()
        {
            _database.Open();
            return Task.CompletedTask;
        }

        protected override Task InsertAsync(IReadOnlyList<(Call Call, DateTimeOffset DueAt)> calls) => _database.WriteAsync(
            connection =>
            {
                foreach (var (call, dueAt) in calls)
                {
                    CallWriting.Insert(connection, call, dueAt);
                }

                return calls.Count;
            },
            CancellationToken.None);

        protected override Task SettleAsync() => Task.CompletedTask;
    }

    private sealed class OnPostgres : MatchStore
    {
        private PostgresServer? _server;
        private PostgresDatabase? _database;

        public override string Name => "PostgreSQL";

        public override ICallStore Calls => new PostgresCallStore(_database!);

        public override async ValueTask DisposeAsync()
        {
            _database?.Dispose();
            await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        protected override async Task OpenAsync()
        {
            _server = await PostgresServer.StartNewAsync();
            _database = new PostgresDatabase(BareTransactions.AddressOf(_server), NullLogger<PostgresDatabase>.Instance);
            await _database.OpenAsync(CancellationToken.None);
        }

        protected override Task InsertAsync(IReadOnlyList<(Call Call, DateTimeOffset DueAt)> calls) => _database!.WriteAsync(
            async session =>
            {
                await PostgresCallWriting.InsertAsync(session, calls);
                return calls.Count;
            },
            CancellationToken.None);

        protected override async Task SettleAsync()
        {
            await using var connection = await _database!.ConnectAsync(CancellationToken.None);
            await connection.ExecuteAsync("analyze calls");
        }
    }
}
