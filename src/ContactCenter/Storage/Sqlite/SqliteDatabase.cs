using System.Collections.Concurrent;
using ContactCenter.Hosting.Settings;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>The database file of this one process: opened once, read by many at a time, written by one at a time.</summary>
/// <remarks>
/// SQLite makes a second writer wait on its thread, and the disk makes each wait for its flush. Writers therefore queue here
/// first, without a thread, and those that wait are written together. Readers never wait: in WAL mode each sees the last commit.
/// </remarks>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>Writes in one transaction: no more than a few milliseconds of work beside the flush.</summary>
    private const int _most = 50;

    private readonly string _given;
    private readonly string _contentRoot;
    private readonly GroupCommit<Func<SqliteConnection, object?>, object?> _writes;
    private readonly Lock _turn = new();
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private string _connectionString = "";
    private SqliteConnection? _writer;
    private DatabaseLock? _lock;
    private volatile bool _closed;
    private volatile bool _isOpen;

    public SqliteDatabase(string connectionString, string contentRoot)
    {
        (_given, _contentRoot) = (connectionString, contentRoot);
        _writes = new(writes => Task.FromResult<IReadOnlyList<object?>>(Commit(writes)), _most, IsEverybodys);
    }

    /// <summary>Told of every read or write that went wrong.</summary>
    public event Action? Failed;

    /// <summary>Takes the file for this process and brings it to the present schema. Quiet when it is open already.</summary>
    /// <exception cref="StartRefusedException">It cannot be used; the message is for the person who installs the server.</exception>
    public void Open()
    {
        if (_writer is not null)
        {
            return;
        }

        SystemSqlite.Use();
        var file = SqliteFile.Of(_given, _contentRoot);
        _connectionString = file.ConnectionString;
        try
        {
            file.MakeFolder();
            _lock = DatabaseLock.Take(file.Path);
            file.Make();
            _writer = OpenWriter();
            _isOpen = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            Dispose();
            throw new StartRefusedException($"The database {file.Path} cannot be opened: {e.Message}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Opens the file to read only, whether a server has it or not, and takes it from nobody.</summary>
    /// <exception cref="StartRefusedException">It is not there, or not of the present schema.</exception>
    public void OpenToRead()
    {
        SystemSqlite.Use();
        var file = SqliteFile.Of(_given, _contentRoot);
        _connectionString = file.ToRead();
        try
        {
            using var connection = Connect();
            SqliteMigrations.ThrowUnlessPresent(connection, file.Path);
            _isOpen = true;
        }
        catch (SqliteException e)
        {
            throw new StartRefusedException($"The database {file.Path} (ConnectionStrings:ContactCenter) cannot be read: {e.Message}");
        }
    }

    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowUnlessOpen();
        var reader = _readers.TryTake(out var idle) ? idle : OpenReader();
        try
        {
            return Task.FromResult(read(reader));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed?.Invoke();
            throw;
        }
        finally
        {
            _readers.Add(reader);
            CloseReadersIfClosed();
        }
    }

    /// <summary>
    /// All of <paramref name="write"/>, or, when it throws, nothing. What it returned survives a crash. Others may be written in
    /// the same transaction, before and after it; it is begun anew when one of them cannot be written.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        try
        {
            return (T)(await _writes.WriteAsync(connection => write(connection), cancellationToken))!;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed?.Invoke();
            throw;
        }
    }

    /// <summary>Lets the write in hand finish, and the file go.</summary>
    public void Dispose()
    {
        lock (_turn)
        {
            _closed = true;
            CloseReadersIfClosed();
            _writer?.Dispose();
            _lock?.Dispose();
            (_writer, _lock) = (null, null);
        }
    }

    /// <summary>The file is locked by somebody, or its disk is broken.</summary>
    private static bool IsEverybodys(Exception e) =>
        e is ObjectDisposedException or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_IOERR };

    private object?[] Commit(IReadOnlyList<Func<SqliteConnection, object?>> writes)
    {
        lock (_turn)
        {
            ThrowUnlessOpen();

            // BEGIN IMMEDIATE: what is read in here is still true when it is written.
            using var transaction = _writer!.BeginTransaction();
            object?[] results = [.. writes.Select(write => write(_writer))];
            transaction.Commit();
            return results;
        }
    }

    private SqliteConnection OpenWriter()
    {
        var writer = Connect();
        try
        {
            SqliteMigrations.Apply(writer);
            writer.Execute("pragma journal_mode = wal; pragma synchronous = full");

            // This process has the file now: whoever is entered here is no more.
            writer.Execute("delete from nodes");
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    private SqliteConnection OpenReader()
    {
        var reader = Connect();
        reader.Execute("pragma query_only = on");
        return reader;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();

        // Only for the moments in which SQLite itself tidies up: no two of us ever write at once.
        connection.Execute("pragma busy_timeout = 5000");
        return connection;
    }

    private void CloseReadersIfClosed()
    {
        while (_closed && _readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private void ThrowUnlessOpen()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_isOpen)
        {
            throw new InvalidOperationException("The database is not open yet.");
        }
    }
}
