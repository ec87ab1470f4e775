using ContactCenter.Calls;
using ContactCenter.Conferences;

namespace ContactCenter.Tests.Storage;

/// <summary>What every call store does with one call: placing it, changing it, telling its events.</summary>
public abstract class CallStoreContract : StoreContract
{
    private static readonly IdempotencyKey _key = new("key", "request");

    private protected CallStoreContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task A_placed_call_is_found_as_it_was_placed()
    {
        var call = NewCall() with
        {
            ArrivedAt = Noon.AddTicks(1234567),
            Guest = new Guest("Ida", "ida@example.com", "+49 30 1", "de"),
            Attributes = new Dictionary<string, string> { ["Order"] = "4711", ["camelCase"] = "\"<é" },
            PageUrl = "https://shop.example.com/",
            Recorded = true,
        };

        var placed = Assert.IsType<Placement.Placed>(await PlaceAsync(call)).Call;

        Assert.Equal(1, placed.Version);
        Assert.Equivalent(call with { Version = 1 }, placed, strict: true);
        Assert.Equivalent(placed, await Calls.FindAsync(call.Id, CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task A_call_in_conversation_is_found_with_everything_that_happened_to_it()
    {
        var call = await MissedAsync(await PlacedAsync(), by: Boris, from: 1);
        call = await ConnectedAsync(call, Anna, at: 30);
        call = await HappensAsync(call, new CallEvent.LookedIn(
            new Attendance(Operator: true, Guest: false), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), At(40)));

        Assert.Equivalent(call, await Calls.FindAsync(call.Id, CancellationToken.None), strict: true);
        Assert.NotNull(call.Absence);
    }

    [Fact]
    public async Task A_call_that_was_never_placed_is_not_found_and_has_no_events()
    {
        var unknown = NewCall().Id;

        Assert.Null(await Calls.FindAsync(unknown, CancellationToken.None));
        Assert.Empty(await Calls.EventsAsync(unknown, 0, CancellationToken.None));
        Assert.Equal(0, await Calls.LastSequenceAsync(unknown, CancellationToken.None));
    }

    [Fact]
    public async Task The_first_event_of_a_call_says_that_it_waits()
    {
        var call = await PlacedAsync(arrivedAt: 0.1);

        var first = Assert.Single(await EventsAsync(call));
        Assert.Equal(new RecordedEvent(1, CallState.Waiting, At(0.1), CallView.Of(call)), first);
    }

    [Fact]
    public async Task A_full_queue_takes_no_call_until_one_stops_waiting()
    {
        var first = await PlacedAsync();
        await PlacedAsync();
        await PlacedAsync(queue: "sales");

        Assert.IsType<Placement.QueueFull>(await PlaceAsync(NewCall(), queueLimit: 2));

        await HappensAsync(first, new CallEvent.HungUp(At(2)));
        Assert.IsType<Placement.Placed>(await PlaceAsync(NewCall(), queueLimit: 2));
    }

    [Fact]
    public async Task Of_calls_that_come_at_once_each_queue_takes_as_many_as_it_has_places()
    {
        await PlacedAsync();

        var placements = await Task.WhenAll(from number in Enumerable.Range(0, 40)
                                            let queue = number % 2 == 0 ? "default" : "sales"
                                            select Task.Run(() => PlaceAsync(NewCall(arrivedAt: 1, queue), queueLimit: 5)));

        var placed = placements.OfType<Placement.Placed>().CountBy(one => one.Call.Queue).ToDictionary();
        Assert.Equal((4, 5), (placed["default"], placed["sales"]));
        Assert.Equal(31, placements.OfType<Placement.QueueFull>().Count());
    }

    [Fact]
    public async Task Of_calls_that_come_at_once_to_one_queue_each_keeps_its_own_limit()
    {
        await PlacedAsync();
        await PlacedAsync();

        var placements = await Task.WhenAll(new int?[] { 0, null, 2, null, 0, 2 }.Select(
            async limit => (Limit: limit, IsPlaced: await Task.Run(() => PlaceAsync(NewCall(arrivedAt: 1), queueLimit: limit)) is Placement.Placed)));

        Assert.All(placements, one => Assert.Equal(one.Limit is null, one.IsPlaced));
    }

    [Fact]
    public async Task A_call_that_cannot_be_placed_does_not_keep_out_those_that_come_at_the_same_moment()
    {
        var placements = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => number % 4 == 0 ? BrokenAsync() : FineAsync())));

        Assert.Equal(15, placements.Count(isPlaced => isPlaced));

        async Task<bool> FineAsync() => Assert.IsType<Placement.Placed>(await PlaceAsync(NewCall())).Call.Version == 1;

        async Task<bool> BrokenAsync()
        {
            await Assert.ThrowsAsync<InvalidTimeZoneException>(
                () => Calls.PlaceAsync(() => throw new InvalidTimeZoneException(), key: null, queueLimit: 1000, CancellationToken.None));
            return false;
        }
    }

    [Fact]
    public async Task Neither_a_ringing_call_nor_a_conversation_takes_a_place_in_the_queue()
    {
        await ConnectedAsync(await PlacedAsync(), Anna, at: 1);
        await RingingAsync(await PlacedAsync(), Boris, from: 1);

        Assert.IsType<Placement.Placed>(await PlaceAsync(NewCall(), queueLimit: 1));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_call_even_from_a_full_queue()
    {
        var call = Assert.IsType<Placement.Placed>(await PlaceAsync(NewCall(), _key)).Call;
        var ringing = await RingingAsync(call, Anna, from: 1);

        var repeated = Assert.IsType<Placement.Repeated>(await PlaceAsync(NewCall(arrivedAt: 599), _key, queueLimit: 1));

        Assert.Equivalent(ringing, repeated.Call, strict: true);
        Assert.Single(await Calls.StrandedAsync(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task A_key_that_comes_with_another_request_is_refused()
    {
        await PlaceAsync(NewCall(), _key);

        Assert.IsType<Placement.KeyReused>(await PlaceAsync(NewCall(), _key with { Request = "another" }));
        Assert.Single(await Calls.StrandedAsync(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task A_key_is_forgotten_when_its_call_ends()
    {
        var call = Assert.IsType<Placement.Placed>(await PlaceAsync(NewCall(), _key)).Call;
        await HappensAsync(call, new CallEvent.HungUp(At(1)));

        Assert.IsType<Placement.Placed>(await PlaceAsync(NewCall(arrivedAt: 2), _key));
    }

    [Fact]
    public async Task A_key_is_forgotten_after_ten_minutes()
    {
        await PlaceAsync(NewCall(), _key);

        Assert.IsType<Placement.Placed>(await PlaceAsync(NewCall(arrivedAt: 600), _key));
    }

    [Fact]
    public async Task A_request_that_is_repeated_at_once_many_times_places_one_call()
    {
        var placements = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => PlaceAsync(NewCall(), _key))));

        Assert.Single(placements.OfType<Placement.Placed>());
        Assert.Equal(19, placements.OfType<Placement.Repeated>().Count());
    }

    [Fact]
    public async Task A_change_the_guest_sees_becomes_the_next_event()
    {
        var ringing = await RingingAsync(await PlacedAsync(), Anna, from: 1.5);

        var events = await EventsAsync(ringing, after: 1);

        Assert.Equal(new RecordedEvent(2, CallState.Ringing, At(1.5), CallView.Of(ringing)), Assert.Single(events));
    }

    [Fact]
    public async Task A_change_the_guest_does_not_see_makes_no_event()
    {
        var detached = await HappensAsync(await PlacedAsync(), new CallEvent.Detached([], At(1)));

        Assert.Single(await EventsAsync(detached));
        Assert.Equal(2, detached.Version);
        Assert.Equal(2, (await Calls.FindAsync(detached.Id, CancellationToken.None))!.Version);
    }

    [Fact]
    public async Task Events_tell_the_whole_life_in_order()
    {
        var call = await MissedAsync(await PlacedAsync(), by: Boris, from: 1);
        call = await ConnectedAsync(call, Anna, at: 30);
        call = await HappensAsync(call, new CallEvent.HungUp(At(90)));

        var events = await EventsAsync(call);

        Assert.Equal([1, 2, 3, 4, 5, 6], events.Select(one => one.Sequence));
        Assert.Equal(
            [CallState.Waiting, CallState.Ringing, CallState.Waiting, CallState.Ringing, CallState.Connected, CallState.Ended],
            events.Select(one => one.Type));
        Assert.Equal("https://video.example.com/c/100#t", events[4].Call.GuestLink);
        Assert.Equal(CallOutcome.Completed, events[5].Call.Outcome);
        Assert.Equal([5, 6], (await EventsAsync(call, after: 4)).Select(one => one.Sequence));
        Assert.Empty(await EventsAsync(call, after: 6));
        Assert.Equal(6, await Calls.LastSequenceAsync(call.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_guest_who_vanished_ends_when_last_seen_and_the_event_when_it_was_noticed()
    {
        var detached = await HappensAsync(await PlacedAsync(), new CallEvent.Detached([], At(1)));
        var ended = await HappensAsync(detached, new CallEvent.Vanished(At(16)));

        var last = (await EventsAsync(ended))[^1];
        Assert.Equal((At(16), At(1)), (last.At, last.Call.EndedAt!.Value));
    }

    [Fact]
    public async Task A_change_from_an_older_version_is_refused_with_all_that_belongs_to_it()
    {
        var call = await PlacedAsync();
        var late = Change(call, Offered(Anna, at: 1));
        var detached = await HappensAsync(call, new CallEvent.Detached([], At(1)));

        Assert.False(await TryApplyAsync(late));

        Assert.Equivalent(detached, await Calls.FindAsync(call.Id, CancellationToken.None), strict: true);
        Assert.Null(await Ledger.FindAsync(Conference(late.After), CancellationToken.None));
        Assert.Single(await EventsAsync(call));
    }

    [Fact]
    public async Task An_offer_takes_its_operator_with_it_into_the_ledger()
    {
        var call = await OfferedAsync(await PlacedAsync(), Anna, at: 1);

        Assert.Equal(new LedgerEntry(Conference(call), call.Id.ToString(), Anna, At(1)) { Version = 1 }, await EntryAsync(call));
    }

    [Fact]
    public async Task An_offer_to_an_operator_who_is_taken_is_refused_with_all_that_belongs_to_it()
    {
        var first = await MissedAsync(await PlacedAsync(), Anna, from: 1);
        var second = await PlacedAsync();
        var change = Change(second, Offered(Anna, at: 30));

        Assert.False(await TryApplyAsync(change));

        Assert.Equivalent(second, await Calls.FindAsync(second.Id, CancellationToken.None), strict: true);
        Assert.Null(await Ledger.FindAsync(Conference(change.After), CancellationToken.None));

        await GoneAsync(first, at: 31);
        Assert.True(await TryApplyAsync(change));
    }

    [Fact]
    public async Task An_offer_that_lapses_condemns_its_conference_to_be_removed_at_once()
    {
        var call = await MissedAsync(await PlacedAsync(), Anna, from: 1);

        var entry = await EntryAsync(call);
        Assert.Equal((At(21), At(21), null), (entry.CondemnedAt, entry.DueAt, entry.GoneAt));
        Assert.Equal(2, entry.Version);
    }

    [Fact]
    public async Task A_conference_that_is_gone_already_is_not_condemned()
    {
        var call = await RingingAsync(await PlacedAsync(), Anna, from: 1);
        await GoneAsync(call, at: 2);
        var gone = await EntryAsync(call);

        await HappensAsync(call, new CallEvent.HungUp(At(3)));

        Assert.Equal(gone, await EntryAsync(call));
    }

    [Fact]
    public async Task Of_a_call_that_ended_long_ago_it_is_forgotten_who_the_guest_was_and_nothing_else()
    {
        var guest = new Guest("Gustav", "gustav@example.com", "+49 1", "de");
        var mine = NewCall() with { Guest = guest, Attributes = new Dictionary<string, string> { ["order"] = "1" }, PageUrl = "https://example.com" };
        var old = await HappensAsync(await ConnectedAsync(await PlacedAsync(mine), Anna, at: 1), new CallEvent.HungUp(At(10)));
        var recent = await HappensAsync(await PlacedAsync(NewCall() with { Guest = guest }), new CallEvent.HungUp(At(20)));
        var living = await PlacedAsync(NewCall() with { Guest = guest });

        Assert.Equal(1, await Calls.EraseAsync(At(15), 10, CancellationToken.None));
        Assert.Equal(0, await Calls.EraseAsync(At(15), 10, CancellationToken.None));

        Assert.Equivalent(old.Erased(), await Calls.FindAsync(old.Id, CancellationToken.None), strict: true);
        Assert.Equal([CallState.Waiting, CallState.Ringing, CallState.Connected, CallState.Ended], (await EventsAsync(old)).Select(one => one.Type));
        Assert.All(await EventsAsync(old), one => Assert.Null(one.Call.GuestLink));
        Assert.Equal(guest, (await Calls.FindAsync(recent.Id, CancellationToken.None))!.Guest);
        Assert.Equal(guest, (await Calls.FindAsync(living.Id, CancellationToken.None))!.Guest);
    }

    [Fact]
    public async Task Of_two_writers_who_race_for_one_call_one_wins_every_time()
    {
        var call = await PlacedAsync();
        for (var round = 1; round <= 200; round++)
        {
            CallEvent next = call.DetachedAt is null ? new CallEvent.Detached([Here], At(round)) : new CallEvent.Attached(Here, At(round));
            var won = await Task.WhenAll(Race(Change(call, next)), Race(Change(call, next)));

            Assert.Single(won, true);
            call = (await Calls.FindAsync(call.Id, CancellationToken.None))!;
            Assert.Equal(round + 1, call.Version);
        }

        Task<bool> Race(CallChange change) => Task.Run(() => TryApplyAsync(change));
    }

    [Fact]
    public async Task Of_calls_that_race_for_one_operator_one_wins_every_time()
    {
        for (var round = 0; round < 50; round++)
        {
            var calls = new List<Call> { await PlacedAsync(), await PlacedAsync(), await PlacedAsync(), await PlacedAsync() };
            var changes = calls.ConvertAll(call => Change(call, Offered(Anna, at: round)));

            var won = await Task.WhenAll(changes.Select(change => Task.Run(() => TryApplyAsync(change))));

            Assert.Single(won, true);
            await GoneAsync(changes[Array.IndexOf(won, true)].After, at: round);
        }
    }

    [Fact]
    public async Task Events_written_by_many_at_once_have_no_gap_and_are_read_without_one()
    {
        var call = await PlacedAsync();
        using var reading = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            var seen = new List<int>();
            while (!reading.IsCancellationRequested || seen.Count < 41)
            {
                seen.AddRange((await EventsAsync(call, seen.Count)).Select(one => one.Sequence));
            }

            return seen;
        });

        // Each writer tries until it has rung and withdrawn five times.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => RingInVainAsync(call.Id, times: 5))));
        await reading.CancelAsync();

        Assert.Equal(Enumerable.Range(1, 41), await reader.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>In a queue that does not tire of it.</summary>
    private async Task RingInVainAsync(CallId id, int times)
    {
        var patient = Queue with { MaxOffers = 1000 };
        while (times > 0)
        {
            var call = (await Calls.FindAsync(id, CancellationToken.None))!;
            if (!call.WantsOperator || !await TryApplyAsync(Change(call, Offered(Anna, at: 1))))
            {
                await Task.Yield();
                continue;
            }

            call = (await Calls.FindAsync(id, CancellationToken.None))!;
            call = await HappensAsync(call, new CallEvent.Rang(Conference(call), new ConferenceId("1"), TimeSpan.FromSeconds(20), At(1)));

            // Gone before the call lets go of it, so that the next writer finds the operator free.
            await GoneAsync(call, at: 1);
            var lapsed = new CallEvent.LookedForAnswer(Conference(call), Joined: false, Gone: true, TimeSpan.Zero, At(1));
            Assert.True(await TryApplyAsync(CallChange.Of(call, lapsed, patient, lapsed.At)!));
            times--;
        }
    }

    private Task<IReadOnlyList<RecordedEvent>> EventsAsync(Call call, int after = 0) =>
        Calls.EventsAsync(call.Id, after, CancellationToken.None);
}
