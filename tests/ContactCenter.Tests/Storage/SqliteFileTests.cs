using ContactCenter.Calls;
using ContactCenter.Hosting.Settings;
using ContactCenter.Storage;
using ContactCenter.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Tests.Storage;

/// <summary>What becomes of the file: between starts, and when it is not what it should be.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SqliteStore _store = SqliteStore.NotOpen();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void The_first_start_makes_folder_and_file_under_the_content_root_for_this_account_alone()
    {
        _store.Database.Open();

        Assert.True(File.Exists(_store.File));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_store.File));
        }
    }

    [Fact]
    public async Task What_was_written_survives_a_restart()
    {
        _store.Database.Open();
        var call = await PlacedAsync();
        var founding = new SqliteInstallation(_store.Database);
        var (id, key) = (await founding.IdAsync(default), await founding.KeyAsync(default));

        _store.Reopen();

        Assert.Equivalent(call, await _store.Calls.FindAsync(call.Id, default), strict: true);
        Assert.Single(await _store.Calls.EventsAsync(call.Id, 0, default));
        Assert.IsType<Placement.Repeated>(await PlaceAsync());
        founding = new SqliteInstallation(_store.Database);
        Assert.Equal(id, await founding.IdAsync(default));
        Assert.Equal(key, await founding.KeyAsync(default));
    }

    [Fact]
    public async Task Each_installation_draws_its_own_name_and_secret()
    {
        using var other = SqliteStore.New();
        _store.Database.Open();
        var (ours, theirs) = (new SqliteInstallation(_store.Database), new SqliteInstallation(other.Database));

        Assert.NotEqual(await ours.IdAsync(default), await theirs.IdAsync(default));
        Assert.NotEqual(await ours.KeyAsync(default), await theirs.KeyAsync(default));
        Assert.Equal(32, (await ours.KeyAsync(default)).Length);
    }

    [Fact]
    public async Task Of_a_crash_in_the_middle_of_a_write_nothing_remains_and_all_before_it_does()
    {
        _store.Database.Open();
        var call = await PlacedAsync();
        using var crashed = SqliteStore.NotOpen();

        // What a crash leaves is what lies on the disk at that moment.
        await _store.Database.WriteAsync(
            connection =>
            {
                // With so small a cache most of it is in the log already, uncommitted.
                connection.Execute("pragma cache_size = 1");
                for (var more = 0; more < 100; more++)
                {
                    CallWriting.Insert(connection, NewCall(), _noon);
                }

                Copy(_store.File, crashed.File);
                return 0;
            },
            default);
        Assert.InRange(new FileInfo(crashed.File + "-wal").Length, 50_000, long.MaxValue);
        crashed.Database.Open();

        Assert.Equal(call.Id, Assert.Single(await crashed.Calls.StrandedAsync(TimeSpan.Zero, default)).Call);
        Assert.Equal(101, (await _store.Calls.StrandedAsync(TimeSpan.Zero, default)).Count);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing_and_does_not_stop_the_next()
    {
        _store.Database.Open();

        await Assert.ThrowsAsync<SqliteException>(() => _store.Database.WriteAsync(
            connection =>
            {
                CallWriting.Insert(connection, NewCall(), _noon);
                return connection.Execute("insert into nowhere values (1)");
            },
            default));

        Assert.Empty(await _store.Calls.StrandedAsync(TimeSpan.Zero, default));
        await PlacedAsync();
    }

    [Fact]
    public async Task A_full_disk_loses_nothing_and_is_forgotten_once_there_is_room()
    {
        _store.Database.Open();
        var call = await PlacedAsync();
        await LimitAsync("max(page_count) from pragma_page_count");

        var big = NewCall() with { PageUrl = new string('x', 100_000) };
        await Assert.ThrowsAsync<SqliteException>(() => _store.Calls.PlaceAsync(() => (big, _noon), null, 1000, default));
        Assert.Equal(call.Id, Assert.Single(await _store.Calls.StrandedAsync(TimeSpan.Zero, default)).Call);

        await LimitAsync("1000000");
        Assert.IsType<Placement.Placed>(await _store.Calls.PlaceAsync(() => (big, _noon), null, 1000, default));

        Task LimitAsync(string pages) => _store.Database.WriteAsync(
            connection => connection.Execute($"pragma max_page_count = {connection.ExecuteScalar<int>($"select {pages}")}"), default);
    }

    [Fact]
    public async Task A_reader_cannot_write()
    {
        _store.Database.Open();

        await Assert.ThrowsAsync<SqliteException>(() => _store.Database.ReadAsync(connection => connection.Execute("delete from calls"), default));
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_before_it_is_said_to_be_done()
    {
        _store.Database.Open();

        Assert.Equal("wal", await PragmaAsync<string>("journal_mode"));
        Assert.Equal(2, await PragmaAsync<int>("synchronous"));
        Assert.Equal(1, await PragmaAsync<int>("foreign_keys"));

        Task<T?> PragmaAsync<T>(string name) => _store.Database.WriteAsync(connection => connection.ExecuteScalar<T>($"pragma {name}"), default);
    }

    [Fact]
    public void A_second_process_is_refused_with_the_file_and_the_process_that_has_it()
    {
        _store.Database.Open();
        using var second = _store.Unopened();

        var refusal = Assert.Throws<StartRefusedException>(second.Open);

        Assert.Contains(_store.File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_process_takes_nothing_from_the_one_that_has_the_file()
    {
        _store.Database.Open();
        using (var second = _store.Unopened())
        {
            Assert.Throws<StartRefusedException>(second.Open);
        }

        await PlacedAsync();
        using var third = _store.Unopened();
        Assert.Throws<StartRefusedException>(third.Open);
    }

    [Fact]
    public async Task The_next_process_may_start_when_the_first_has_let_go()
    {
        _store.Database.Open();
        var call = await PlacedAsync();
        _store.Database.Dispose();

        using var next = _store.Unopened();
        next.Open();

        Assert.Equal(call.Id, Assert.Single(await new SqliteCallStore(next).StrandedAsync(TimeSpan.Zero, default)).Call);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _store.Calls.StrandedAsync(TimeSpan.Zero, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(PlaceAsync);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        _store.Database.Open();
        var call = await PlacedAsync();
        await _store.Database.WriteAsync(connection => connection.Execute("pragma user_version = 9999"), default);

        var refusal = Assert.Throws<StartRefusedException>(_store.Reopen);

        Assert.Contains("newer ContactCenter (schema 9999", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_store.File, refusal.Message, StringComparison.Ordinal);
        using var file = Connection();
        Assert.Equal(9999, file.ExecuteScalar<int>("pragma user_version"));
        Assert.Equal(call.Id.ToString(), file.ExecuteScalar<string>("select id from calls"));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_store.File)!);
        using (var theirs = Connection())
        {
            theirs.Execute("create table bookmarks (url text)");
        }

        Assert.Contains("another program", Assert.Throws<StartRefusedException>(_store.Database.Open).Message, StringComparison.Ordinal);

        using var file = Connection();
        Assert.Equal(["bookmarks"], file.Query<string>("select name from sqlite_master"));
        Assert.Equal("delete", file.ExecuteScalar<string>("pragma journal_mode"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_store.File)!);
        File.WriteAllText(_store.File, new string('x', 5000));

        var refusal = Assert.Throws<StartRefusedException>(_store.Database.Open);

        Assert.StartsWith($"The database {_store.File} cannot be opened: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused()
    {
        File.WriteAllText(Path.GetDirectoryName(_store.File)!, "a file where the folder should be");

        Assert.Contains(_store.File, Assert.Throws<StartRefusedException>(_store.Database.Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=calls;Mode=Memory")]
    [InlineData("Data Source=file:calls?mode=memory")]
    [InlineData("Data Source=")]
    [InlineData("")]
    [InlineData("Host=db;Database=calls")]
    public void A_connection_string_that_names_no_file_is_refused(string connectionString)
    {
        using var database = _store.Unopened(connectionString);

        Assert.StartsWith(
            "ConnectionStrings:ContactCenter is ", Assert.Throws<StartRefusedException>(database.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_SQLite_is_told_what_to_install()
    {
        var refusal = Assert.Throws<StartRefusedException>(() => SystemSqlite.Load(["libnowhere.so.0", "libnowhere.so"]));

        Assert.Contains("looked for libnowhere.so.0, libnowhere.so", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("libsqlite3-0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Migrations_are_numbered_from_one_without_a_gap()
    {
        var numbers = MigrationScript.Of("Sqlite").Select(script => script.Number).ToList();

        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    private static Call NewCall() => new(new CallId(new ContactCenter.Hosting.Identities().Next(_noon)), "default", _noon) { GiveUpAt = _noon.AddMinutes(10) };

    private static void Copy(string database, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(database, to);
        File.Copy(database + "-wal", to + "-wal");
    }

    private async Task<Call> PlacedAsync() => Assert.IsType<Placement.Placed>(await PlaceAsync()).Call;

    private Task<Placement> PlaceAsync() =>
        _store.Calls.PlaceAsync(() => (NewCall(), _noon.AddMinutes(10)), new IdempotencyKey("key", "request"), 1000, default);

    /// <summary>The file as any other program sees it.</summary>
    private SqliteConnection Connection()
    {
        SystemSqlite.Use();
        return new SqliteConnection($"Data Source={_store.File};Pooling=False");
    }
}
