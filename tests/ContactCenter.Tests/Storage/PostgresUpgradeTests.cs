using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Storage;
using ContactCenter.Storage.Postgres;
using ContactCenter.Tests.Support;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ContactCenter.Tests.Storage;

/// <summary>A database that an earlier version has written opens, and its calls go on.</summary>
public sealed class PostgresUpgradeTests
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_first_versions_calls_keep_their_order_and_their_operators()
    {
        var server = await SharedPostgres.ServerAsync();
        var name = await server.NewDatabaseAsync();
        var waiting = new Call(new CallId(new Guid(1, 0, 0, new byte[8])), "default", _noon) { GiveUpAt = _noon.AddMinutes(10).AddTicks(1234567), Version = 1 };
        var offer = new Offer(new LedgerId(new Guid(3, 0, 0, new byte[8])), new OperatorId("anna"), "Anna", _noon) { State = OfferState.Answered, RangAt = _noon };
        var talking = waiting with { Id = new CallId(new Guid(2, 0, 0, new byte[8])), Offers = [offer], AnsweredAt = _noon, ConnectedAt = _noon };
        await WriteFirstVersionAsync(
            server.ConnectionString(name), [waiting, talking], new LedgerEntry(offer.Conference, talking.Id.ToString(), offer.Operator, _noon));

        using (var database = new PostgresDatabase(server.ConnectionString(name), NullLogger<PostgresDatabase>.Instance))
        {
            await database.OpenAsync(default);
            var calls = new PostgresCallStore(database);

            Assert.Equivalent(talking, await calls.FindAsync(talking.Id, default), strict: true);
            Assert.Equal(Engagement.Talking, Assert.Single(await new PostgresOperatorStore(database).FactsAsync([offer.Operator], default)).Engagement);
            var match = new ScriptedMatch(StoreContract.RosterOf(0, StoreContract.Boris), StoreContract.Queue);
            await calls.MatchAsync(match, _noon.AddMinutes(1), default);
            Assert.Equal(waiting.Id, Assert.Single(match.Found).Id);
            Assert.Equal(new ConferenceCount(1, 1, 0, 0), match.Facts!.Conferences);
            Assert.Empty(await FoundAsync(calls, waiting.GiveUpAt));
            Assert.Equal([waiting.Id], await FoundAsync(calls, waiting.GiveUpAt.AddTicks(-1)));
            await calls.PlaceAsync(() => (waiting with { Id = new CallId(new Guid(9, 0, 0, new byte[8])), Class = 1 }, _noon), null, 10, default);
            Assert.Equal(waiting.Id, (await calls.WaitingAsync("default", default))[1]);
        }

        await server.DropDatabaseAsync(name);
    }

    private static async Task<IEnumerable<CallId>> FoundAsync(PostgresCallStore calls, DateTimeOffset giveUpAfter)
    {
        var match = new ScriptedMatch(StoreContract.RosterOf(0, StoreContract.Boris), StoreContract.Queue)
        {
            Looks = kinds => [new WaitingSearch("default", 1) { Kind = kinds[0], GiveUpAfter = giveUpAfter }],
        };
        await calls.MatchAsync(match, _noon.AddMinutes(1), default);
        return match.Found.Select(call => call.Id);
    }

    private static async Task WriteFirstVersionAsync(string connectionString, Call[] calls, LedgerEntry entry)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await PostgresMigrations.ApplyAsync(connection, "here", MigrationScript.Of("Postgres")[..1], default);
        foreach (var call in calls)
        {
            await connection.ExecuteAsync(
                """
                insert into calls (id, queue, state, arrived_at, waiting_since, offered, wants_operator, due_at, version, event_count, body)
                values (@Id, @Queue, @State, @ArrivedAt, @WaitingSince, @Offered, @WantsOperator, @DueAt, 1, 1, @Body);
                insert into call_events (call_id, sequence, type, at, view) values (@Id, 1, @State, @ArrivedAt, @View)
                """,
                new
                {
                    Id = call.Id.ToString(),
                    call.Queue,
                    State = CallRow.Name(call.State),
                    ArrivedAt = call.ArrivedAt.UtcTicks,
                    WaitingSince = call.WaitingSince.UtcTicks,
                    Offered = call.LiveOffers.Any(),
                    call.WantsOperator,
                    DueAt = call.GiveUpAt.UtcTicks,
                    Body = StoredJson.Write(call),
                    View = StoredJson.Write(CallView.Of(call)),
                });
        }

        await connection.ExecuteAsync(
            "insert into conferences (id, owner, operator, intended_at, due_at, failures, version) values (@Id, @Owner, @Operator, @IntendedAt, 0, 0, 1)",
            LedgerRow.Of(entry));
    }
}
