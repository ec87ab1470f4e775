using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Storage;
using ContactCenter.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Tests.Storage;

/// <summary>A file that an earlier version has written opens, and its calls go on.</summary>
public sealed class SqliteUpgradeTests : IDisposable
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SqliteStore _store = SqliteStore.NotOpen();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task The_first_versions_file_opens_with_everything_in_it()
    {
        var waiting = new Call(new CallId(new Guid(1, 0, 0, new byte[8])), "default", _noon) { GiveUpAt = _noon.AddMinutes(10).AddTicks(1234567), Version = 1 };
        var ended = waiting with { Id = new CallId(new Guid(2, 0, 0, new byte[8])), Outcome = CallOutcome.Abandoned, EndedAt = _noon.AddMinutes(1) };
        var entry = new LedgerEntry(new LedgerId(new Guid(3, 0, 0, new byte[8])), waiting.Id.ToString(), new OperatorId("anna"), _noon);
        WriteFirstVersion(waiting, ended, entry);

        _store.Database.Open();

        Assert.Equivalent(waiting, await _store.Calls.FindAsync(waiting.Id, default), strict: true);
        Assert.Equivalent(ended, await _store.Calls.FindAsync(ended.Id, default), strict: true);
        Assert.Equal(CallState.Waiting, Assert.Single(await _store.Calls.EventsAsync(waiting.Id, 0, default)).Type);
        Assert.Equal([waiting.Id], await _store.Calls.WaitingAsync("default", default));
        Assert.Equal("0123456789abcdef", (await new SqliteInstallation(_store.Database).IdAsync(default)).Value);

        // Nothing said where the guest was, and whether the server had been asked: both are found out.
        Assert.Equal(waiting.Id, Assert.Single(await _store.Calls.StrandedAsync(TimeSpan.Zero, default)).Call);
        Assert.Equal(_noon, (await _store.Ledger.FindAsync(entry.Id, default))!.BegunAt);
        Assert.Equal(1, await _store.Calls.EraseAsync(_noon.AddMinutes(2), 10, default));
        await _store.Nodes.EnterAsync(StoreContract.Here, default);
        Assert.Single(await _store.Calls.ClaimDueAsync(StoreContract.Here, [], waiting.GiveUpAt, 10, default));
    }

    [Fact]
    public async Task The_second_versions_calls_keep_their_order_and_their_operators()
    {
        var waiting = new Call(new CallId(new Guid(1, 0, 0, new byte[8])), "default", _noon) { GiveUpAt = _noon.AddMinutes(10).AddTicks(1234567), Version = 1 };
        var offer = new Offer(new LedgerId(new Guid(3, 0, 0, new byte[8])), new OperatorId("anna"), "Anna", _noon) { State = OfferState.Answered, RangAt = _noon };
        var talking = waiting with { Id = new CallId(new Guid(2, 0, 0, new byte[8])), Offers = [offer], AnsweredAt = _noon, ConnectedAt = _noon };
        var entry = new LedgerEntry(offer.Conference, talking.Id.ToString(), offer.Operator, _noon);
        WriteFirstVersion(waiting, talking, entry);
        using (var file = Unpooled())
        {
            file.Execute(MigrationScript.Of("Sqlite")[1].Sql);
            file.Execute("pragma user_version = 2");
        }

        _store.Database.Open();

        Assert.Equal(Engagement.Talking, Assert.Single(await _store.Operators.FactsAsync([offer.Operator], default)).Engagement);
        await _store.Calls.PlaceAsync(() => (waiting with { Id = new CallId(new Guid(9, 0, 0, new byte[8])), Class = 1 }, _noon), null, 10, default);
        Assert.Equal(waiting.Id, (await _store.Calls.WaitingAsync("default", default))[1]);
        var match = new ScriptedMatch(StoreContract.RosterOf(0, StoreContract.Boris), StoreContract.Queue);
        await _store.Calls.MatchAsync(match, _noon.AddMinutes(1), default);
        Assert.Equal(2, match.Found.Count);
        Assert.Equal(new ConferenceCount(1, 1, 0, 0), match.Facts!.Conferences);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1234567)]
    [InlineData(9999999)]
    [InlineData(1200000)]
    public async Task The_third_versions_calls_keep_the_end_of_their_wait_to_the_tick(int ticks)
    {
        var waiting = new Call(new CallId(new Guid(1, 0, 0, new byte[8])), "default", _noon) { GiveUpAt = _noon.AddMinutes(10).AddTicks(ticks), Version = 1 };
        var ended = waiting with { Id = new CallId(new Guid(2, 0, 0, new byte[8])), Outcome = CallOutcome.Abandoned, EndedAt = _noon.AddMinutes(1) };
        var entry = new LedgerEntry(new LedgerId(new Guid(3, 0, 0, new byte[8])), waiting.Id.ToString(), new OperatorId("anna"), _noon);
        WriteFirstVersion(waiting, ended, entry);

        _store.Database.Open();

        Assert.Empty(await FoundAsync(waiting.GiveUpAt));
        Assert.Equal([waiting.Id], await FoundAsync(waiting.GiveUpAt.AddTicks(-1)));

        async Task<IEnumerable<CallId>> FoundAsync(DateTimeOffset giveUpAfter)
        {
            var match = new ScriptedMatch(StoreContract.RosterOf(0, StoreContract.Boris), StoreContract.Queue)
            {
                Looks = kinds => [new WaitingSearch("default", 1) { Kind = kinds[0], GiveUpAfter = giveUpAfter }],
            };
            await _store.Calls.MatchAsync(match, _noon.AddMinutes(1), default);
            return match.Found.Select(call => call.Id);
        }
    }

    private void WriteFirstVersion(Call waiting, Call ended, LedgerEntry entry)
    {
        SystemSqlite.Use();
        Directory.CreateDirectory(Path.GetDirectoryName(_store.File)!);
        using var file = Unpooled();
        file.Execute(MigrationScript.Of("Sqlite")[0].Sql);
        file.Execute("pragma user_version = 1");
        file.Execute("insert into installation (only_row, id, token_secret) values (1, '0123456789abcdef', x'00')");
        foreach (var call in new[] { waiting, ended })
        {
            file.Execute(
                """
                insert into calls (id, queue, state, arrived_at, waiting_since, offered, wants_operator, due_at, version, event_count, body)
                values (@Id, @Queue, @State, @ArrivedAt, @WaitingSince, 0, @WantsOperator, @DueAt, 1, 1, @Body);
                insert into call_events (call_id, sequence, type, at, view) values (@Id, 1, 'waiting', @ArrivedAt, @View)
                """,
                new
                {
                    Id = call.Id.ToString(),
                    call.Queue,
                    State = CallRow.Name(call.State),
                    ArrivedAt = call.ArrivedAt.UtcTicks,
                    WaitingSince = call.WaitingSince.UtcTicks,
                    call.WantsOperator,
                    DueAt = call.EndedAt is null ? call.GiveUpAt.UtcTicks : (long?)null,
                    Body = StoredJson.Write(call),
                    View = StoredJson.Write(CallView.Of(waiting)),
                });
        }

        file.Execute(
            "insert into conferences (id, owner, operator, intended_at, due_at, failures, version) values (@Id, @Owner, @Operator, @IntendedAt, 0, 0, 1)",
            LedgerRow.Of(entry));
    }

    private SqliteConnection Unpooled()
    {
        var file = new SqliteConnection($"Data Source={_store.File};Pooling=False");
        file.Open();
        return file;
    }
}
