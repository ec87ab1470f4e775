using ContactCenter.Hosting.Settings;
using Npgsql;

namespace ContactCenter.Storage.Postgres;

/// <summary>The database that all nodes share: opened once, asked by many at a time.</summary>
/// <remarks>
/// Whatever means that it is away leaves here as one <see cref="StoreUnavailableException"/>, told once when it goes and once
/// when it is back.
/// </remarks>
internal sealed partial class PostgresDatabase(string connectionString, ILogger<PostgresDatabase> logger) : IDisposable
{
    private const int _collisions = 10;
    private static readonly TimeSpan _afterCollision = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan _startPause = TimeSpan.FromMilliseconds(500);

    private NpgsqlDataSource? _source;
    private NpgsqlDataSource? _vital;
    private string _name = "";
    private int _away;

    /// <summary>Told of everything asked or written that went wrong.</summary>
    public event Action? Failed;

    public bool IsOpen => _source is not null;

    /// <summary>A database that starts at the same time as we do is waited for so long.</summary>
    internal TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits for the database for a while, and brings it to the present schema. Quiet when it is open already.</summary>
    /// <exception cref="StartRefusedException">It cannot be used; the message is for the person who installs the server.</exception>
    public Task OpenAsync(CancellationToken cancellationToken) =>
        _source is null ? OpenAsync(MigrateAsync, cancellationToken) : Task.CompletedTask;

    /// <summary>Opens the database to read only: its schema stays as it is.</summary>
    /// <exception cref="StartRefusedException">It cannot be used, or is not of the present schema.</exception>
    public Task OpenToReadAsync(CancellationToken cancellationToken) => OpenAsync(
        async (source, stop) =>
        {
            await using var connection = await source.OpenConnectionAsync(stop);
            await PostgresMigrations.ThrowUnlessPresentAsync(connection, _name);
        },
        cancellationToken);

    private async Task OpenAsync(Func<NpgsqlDataSource, CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        var address = PostgresAddress.Of(connectionString);
        _name = PostgresAddress.Name(address);
        var source = PostgresAddress.Connect(address);
        try
        {
            await prepare(source, cancellationToken);
            address.MaxPoolSize = 2;
            (_source, _vital) = (source, PostgresAddress.Connect(address));
        }
        catch (Exception e) when (e is NpgsqlException || PostgresTrouble.IsAway(e))
        {
            throw new StartRefusedException(
                $"The database {address.Database} at {_name} cannot be used: {Sentence(e)} (ConnectionStrings:ContactCenter)");
        }
        finally
        {
            if (_source is null)
            {
                await source.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// For reading, and for single statements that do no harm when they are done twice: after a connection has turned out to
    /// be dead they are.
    /// </summary>
    public Task<T> AskAsync<T>(Func<PostgresSession, Task<T>> ask, CancellationToken cancellationToken) =>
        AttemptAsync((connection, _) => ask(new PostgresSession(connection, cancellationToken)), cancellationToken);

    /// <summary>The same on connections of its own: a sign of life must not stand in line behind guests.</summary>
    public Task<T> AskVitallyAsync<T>(Func<PostgresSession, Task<T>> ask, CancellationToken cancellationToken) =>
        AttemptAsync((connection, _) => ask(new PostgresSession(connection, cancellationToken)), cancellationToken, isVital: true);

    /// <summary>
    /// One transaction: all of <paramref name="write"/>, or, when it throws, nothing. What it returned survives a crash.
    /// It is begun anew, from the beginning, when it collides with another.
    /// </summary>
    /// <exception cref="StoreUnavailableException">If it is lost in the moment of the commit, it may have been written.</exception>
    public Task<T> WriteAsync<T>(Func<PostgresSession, Task<T>> write, CancellationToken cancellationToken) => AttemptAsync(
        async (connection, commits) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await write(new PostgresSession(connection, cancellationToken));
            commits();
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        },
        cancellationToken);

    /// <summary>A connection to keep; troubles with it are the caller's.</summary>
    public ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) => Source.OpenConnectionAsync(cancellationToken);

    public void Dispose()
    {
        _source?.Dispose();
        _vital?.Dispose();
    }

    private NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The database is not open yet.");

    private async Task<T> AttemptAsync<T>(
        Func<NpgsqlConnection, Action, Task<T>> work, CancellationToken cancellationToken, bool isVital = false)
    {
        try
        {
            return await TryAsync(work, (isVital ? _vital : null) ?? Source, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed?.Invoke();
            throw;
        }
    }

    private async Task<T> TryAsync<T>(Func<NpgsqlConnection, Action, Task<T>> work, NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var dead = false;
        for (var collisions = 0; ;)
        {
            var committing = false;
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                var result = await work(connection, () => committing = true);
                Answered();
                return result;
            }
            catch (Exception e) when (PostgresTrouble.IsCollision(e) && collisions++ < _collisions)
            {
                await Task.Delay(_afterCollision * collisions, TimeProvider.System, cancellationToken);
            }
            catch (Exception e) when (PostgresTrouble.IsAway(e) && !cancellationToken.IsCancellationRequested)
            {
                // The server was restarted since this connection was last used: another one will do.
                if (dead || committing || PostgresTrouble.IsTimeout(e))
                {
                    Missed(e);
                    throw new StoreUnavailableException(e);
                }

                dead = true;
            }
        }
    }

    private async Task MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var told = false; ; told = true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                await PostgresMigrations.ApplyAsync(connection, _name, cancellationToken);
                return;
            }
            catch (Exception e) when (
                PostgresTrouble.IsAway(e) && !PostgresTrouble.IsRefusal(e) && TimeProvider.System.GetElapsedTime(began) < StartPatience)
            {
                if (!told)
                {
                    LogWaits(_name, StartPatience.TotalSeconds, Sentence(e));
                }

                await Task.Delay(_startPause, TimeProvider.System, cancellationToken);
            }
        }
    }

    private void Missed(Exception e)
    {
        if (Interlocked.Exchange(ref _away, 1) == 0)
        {
            LogAway(_name, Sentence(e));
        }
    }

    private void Answered()
    {
        if (Volatile.Read(ref _away) == 1 && Interlocked.Exchange(ref _away, 0) == 1)
        {
            LogBack(_name);
        }
    }

    /// <summary>The driver's outermost words say only that something happened while reading or connecting.</summary>
    private static string Sentence(Exception e) =>
        e is PostgresException postgres ? $"{postgres.MessageText}."
        : e.InnerException is null ? e.Message
        : $"{e.Message} {e.InnerException.Message}";

    [LoggerMessage(LogLevel.Warning, "The database at {Name} does not answer yet; waiting for it, up to {Seconds} s: {Trouble}")]
    private partial void LogWaits(string name, double seconds, string trouble);

    [LoggerMessage(LogLevel.Warning, "The database at {Name} does not answer: {Trouble} Requests are answered with 503 until it does; nothing is lost.")]
    private partial void LogAway(string name, string trouble);

    [LoggerMessage(LogLevel.Information, "The database at {Name} answers again.")]
    private partial void LogBack(string name);
}
