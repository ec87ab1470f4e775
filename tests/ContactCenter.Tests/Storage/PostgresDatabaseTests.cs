using ContactCenter.Calls;
using ContactCenter.Hosting.Settings;
using ContactCenter.Storage;
using ContactCenter.Storage.Postgres;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ContactCenter.Tests.Storage;

/// <summary>What becomes of a database: between versions, when it is not what it should be, and when its connections die.</summary>
public sealed class PostgresDatabaseTests() : PostgresTest(new PostgresStore())
{
    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_database_make_one_installation()
    {
        var server = await SharedPostgres.ServerAsync();
        var name = await server.NewDatabaseAsync();
        var nodes = Enumerable.Range(0, 4)
            .Select(_ => new PostgresDatabase(server.ConnectionString(name), NullLogger<PostgresDatabase>.Instance)).ToList();

        await Task.WhenAll(nodes.Select(node => Task.Run(() => node.OpenAsync(default)))).WithTimeout("all have opened");

        var ids = await Task.WhenAll(nodes.Select(node => new PostgresInstallation(node).IdAsync(default)));
        var keys = await Task.WhenAll(nodes.Select(node => new PostgresInstallation(node).KeyAsync(default)));
        Assert.Equal(32, Assert.Single(ids.Distinct()).Value.Length);
        Assert.Equal(32, Assert.Single(keys.DistinctBy(Convert.ToHexString)).Length);
        nodes.ForEach(node => node.Dispose());
        await server.DropDatabaseAsync(name);
    }

    [Fact]
    public async Task What_was_written_is_there_for_the_next_process()
    {
        var id = await new PostgresInstallation(Store.Database).IdAsync(default);
        await PlaceAsync();
        Store.Database.Dispose();

        using var next = Store.Unopened();
        await next.OpenAsync(default);

        Assert.Equal(id, await new PostgresInstallation(next).IdAsync(default));
        Assert.Single(await new PostgresCallStore(next).WaitingAsync("default", default));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("primary")]
    public async Task Of_several_hosts_the_one_that_is_there_and_can_be_written_to_is_used(string? wanted)
    {
        var parts = new NpgsqlConnectionStringBuilder(Store.ConnectionString) { TargetSessionAttributes = wanted };
        (parts.Host, parts.Port) = ($"127.0.0.1:1,{parts.Host}:{parts.Port}", NpgsqlConnection.DefaultPort);
        using var database = new PostgresDatabase(parts.ConnectionString, NullLogger<PostgresDatabase>.Instance);

        await database.OpenAsync(default).WithTimeout("the database is open");

        Assert.True(await database.AskAsync(session => session.ScalarAsync<bool>("select not pg_is_in_recovery()"), default));
    }

    [Fact]
    [Trait("Category", "Process")]
    public async Task A_node_that_falls_asleep_in_the_middle_of_a_transaction_does_not_keep_the_others_out()
    {
        await using var asleep = PostgresAddress.Connect(PostgresAddress.Of(Store.ConnectionString));
        await using var connection = await asleep.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await new PostgresSession(connection, default).TurnAsync("contact-center queue default");

        await Eventually.IsTrueAsync("another node places a call", async () =>
        {
            try
            {
                await PlaceAsync();
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        await DoAsync("update schema_version set number = 9999");
        using var older = Store.Unopened();

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => older.OpenAsync(default));

        Assert.Contains("newer ContactCenter (schema 9999; this one knows ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(9999, await Store.Database.AskAsync(session => session.ScalarAsync<int>("select number from schema_version"), default));
    }

    [Fact]
    public async Task Only_scripts_that_are_newer_are_applied_all_of_them_or_none()
    {
        var newest = MigrationScript.Of("Postgres")[^1].Number;
        var scripts = MigrationScript.Of("Postgres");
        scripts.Add(new(newest + 1, "create table second (id integer)"));
        await ApplyAsync(scripts);
        scripts.Add(new(newest + 2, "create table third (id integer); insert into nowhere values (1)"));
        await Assert.ThrowsAsync<PostgresException>(() => ApplyAsync(scripts));

        Assert.Equal(newest + 1, await Store.Database.AskAsync(session => session.ScalarAsync<int>("select number from schema_version"), default));
        Assert.True(await ExistsAsync("second"));
        Assert.False(await ExistsAsync("third"));

        Task<bool> ExistsAsync(string table) => Store.Database.AskAsync(
            session => session.ScalarAsync<bool>("select to_regclass(@Table) is not null", new { Table = table }), default);
    }

    [Fact]
    public async Task A_database_in_which_another_program_has_tables_of_our_names_is_refused_and_left_as_it_is()
    {
        await DoAsync("drop table schema_version");
        using var next = Store.Unopened();

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => next.OpenAsync(default));

        Assert.Contains("belong to another program", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_refused_at_once()
    {
        using var nowhere = new PostgresDatabase(
            (await SharedPostgres.ServerAsync()).ConnectionString("nowhere"), NullLogger<PostgresDatabase>.Instance);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => nowhere.OpenAsync(default));

        Assert.StartsWith("The database nowhere at 127.0.0.1:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("\"nowhere\" does not exist.", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_come_is_waited_for_and_then_named()
    {
        var log = new CapturedLog();
        using var nowhere = new PostgresDatabase(
            "Host=127.0.0.1;Port=1;Username=anybody;Password=secret-of-theirs;Database=calls", new LoggerFactory([log]).CreateLogger<PostgresDatabase>())
        {
            StartPatience = TimeSpan.FromMilliseconds(700),
        };

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => nowhere.OpenAsync(default));

        Assert.StartsWith("The database calls at 127.0.0.1:1 cannot be used: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-theirs", refusal.Message, StringComparison.Ordinal);
        var told = Assert.Single(log.Entries);
        Assert.StartsWith("The database at 127.0.0.1:1 does not answer yet; waiting for it", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_that_died_while_nobody_used_them_are_replaced_and_nobody_notices()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PlaceAsync()));
        await Store.CutLinesAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PlaceAsync()));

        Assert.Equal(16, (await Store.Calls.WaitingAsync("default", default)).Count);
        Assert.Empty(Store.Log.Entries);
    }

    [Fact]
    public async Task A_transaction_is_begun_anew_when_it_collides_with_another()
    {
        await DoAsync("insert into operators (id) values ('anna'), ('boris')");
        var attempts = 0;
        using var both = new Barrier(2);

        await Task.WhenAll(Task.Run(() => TouchAsync("anna", "boris")), Task.Run(() => TouchAsync("boris", "anna"))).WithTimeout("both have written");

        Assert.Equal(3, attempts);
        Assert.Equal(4, await Store.Database.AskAsync(session => session.ScalarAsync<int>("select sum(idle_since) from operators"), default));

        Task<int> TouchAsync(string first, string second) => Store.Database.WriteAsync(
            async session =>
            {
                await AddAsync(session, first);
                if (Interlocked.Increment(ref attempts) <= 2)
                {
                    both.SignalAndWait();
                }

                return await AddAsync(session, second);
            },
            default);

        static Task<int> AddAsync(PostgresSession session, string id) =>
            session.ExecuteAsync("update operators set idle_since = coalesce(idle_since, 0) + 1 where id = @Id", new { Id = id });
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing_and_is_no_trouble_of_the_database()
    {
        await Assert.ThrowsAsync<PostgresException>(() => Store.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("insert into operators (id) values ('anna')");
                return await session.ExecuteAsync("insert into nowhere values (1)");
            },
            default));

        Assert.Equal(0, await Store.Database.AskAsync(session => session.ScalarAsync<int>("select count(*) from operators"), default));
        Assert.Empty(Store.Log.Entries);
    }

    [Fact]
    public async Task A_guest_whose_nodes_clock_is_behind_does_not_get_in_before_one_who_waits()
    {
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        var first = await PlaceAsync(noon.AddMilliseconds(100));
        var second = await PlaceAsync(noon);

        Assert.Equal([first.Id, second.Id], await Store.Calls.WaitingAsync("default", default));
        Assert.Equal(first.ArrivedAt, second.ArrivedAt);
    }

    [Fact]
    public void Migrations_are_numbered_from_one_without_a_gap()
    {
        var numbers = MigrationScript.Of("Postgres").Select(script => script.Number).ToList();

        Assert.NotEmpty(numbers);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    private Task<int> DoAsync(string sql) => Store.Database.WriteAsync(session => session.ExecuteAsync(sql), default);

    private async Task ApplyAsync(IReadOnlyList<MigrationScript> scripts)
    {
        await using var connection = await Store.Database.ConnectAsync(default);
        await PostgresMigrations.ApplyAsync(connection, "here", scripts, default);
    }

    private async Task<Call> PlaceAsync(DateTimeOffset? at = null)
    {
        var now = at ?? TimeProvider.System.GetUtcNow();
        var call = new Call(new CallId(Guid.CreateVersion7(now)), "default", now) { GiveUpAt = now.AddMinutes(10) };
        return Assert.IsType<Placement.Placed>(await Store.Calls.PlaceAsync(() => (call, now), null, 1000, default)).Call;
    }
}
