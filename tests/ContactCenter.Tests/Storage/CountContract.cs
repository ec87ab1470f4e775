using ContactCenter.Calls;
using ContactCenter.Conferences;

namespace ContactCenter.Tests.Storage;

/// <summary>What every store must count, for whoever shows figures.</summary>
public abstract class CountContract : StoreContract
{
    private const int _stuckAfter = 3;

    private protected CountContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task Of_an_empty_store_all_counts_are_nought()
    {
        var counts = await CallCounts.CountAsync(CancellationToken.None);

        Assert.Empty(counts.Calls);
        Assert.Empty(counts.LiveOffers);
        Assert.Equal(0, counts.Of("default", CallState.Waiting) + counts.Of(OfferState.Ringing));
        Assert.Equal(default, await LedgerCounts.CountAsync(_stuckAfter, CancellationToken.None));
    }

    [Fact]
    public async Task Calls_are_counted_by_queue_and_state_as_long_as_they_live()
    {
        await PlacedAsync();
        await PlacedAsync();
        await PlacedAsync(queue: "sales");
        await OfferedAsync(await PlacedAsync(), new("clara"), at: 1);
        await RingingAsync(await PlacedAsync(), Anna, from: 1);
        await ConnectedAsync(await PlacedAsync(queue: "sales"), Boris, at: 1);
        await HappensAsync(await PlacedAsync(), new CallEvent.HungUp(At(2)));

        var counts = await CallCounts.CountAsync(CancellationToken.None);

        Assert.Equal(
            new()
            {
                [("default", CallState.Waiting)] = 3,
                [("default", CallState.Ringing)] = 1,
                [("sales", CallState.Waiting)] = 1,
                [("sales", CallState.Connected)] = 1,
            },
            new Dictionary<(string, CallState), int>(counts.Calls));
    }

    [Fact]
    public async Task Offers_are_counted_by_state_as_long_as_they_hold_an_operator_for_their_call()
    {
        await OfferedAsync(await PlacedAsync(), new("clara"), at: 1);
        await OfferedAsync(await PlacedAsync(), new("dmitri"), at: 1);
        await RingingAsync(await PlacedAsync(), Anna, from: 1);
        await ConnectedAsync(await PlacedAsync(), Boris, at: 1);
        await MissedAsync(await PlacedAsync(), new("elena"), from: 1);
        await HappensAsync(await RingingAsync(await PlacedAsync(), new("fyodor"), from: 1), new CallEvent.HungUp(At(2)));

        var counts = await CallCounts.CountAsync(CancellationToken.None);

        Assert.Equal(
            new() { [OfferState.Intended] = 2, [OfferState.Ringing] = 1, [OfferState.Answered] = 1 },
            new Dictionary<OfferState, int>(counts.LiveOffers));
    }

    [Fact]
    public async Task Each_conference_that_is_not_gone_is_counted_once_by_how_far_it_got()
    {
        await EntryOfAsync("intended");
        await SavedAsync(await EntryOfAsync("made") with { Conference = new ConferenceId("1") });
        await SavedAsync(await EntryOfAsync("made too") with { Conference = new ConferenceId("2"), Failures = 9 });
        await SavedAsync(await EntryOfAsync("condemned") with { Conference = new ConferenceId("3"), CondemnedAt = Noon, Failures = 2 });
        await SavedAsync(await EntryOfAsync("condemned unmade") with { CondemnedAt = Noon });
        await SavedAsync(await EntryOfAsync("condemned, stopped") with { Conference = new ConferenceId("4"), CondemnedAt = Noon, StoppedAt = Noon });
        await SavedAsync(await EntryOfAsync("stuck") with { Conference = new ConferenceId("5"), CondemnedAt = Noon, Failures = _stuckAfter });
        await SavedAsync((await EntryOfAsync("gone")).Gone(Noon));

        Assert.Equal(
            new LedgerCounts(Intended: 1, Made: 2, Condemned: 3, Stuck: 1), await LedgerCounts.CountAsync(_stuckAfter, CancellationToken.None));
    }

    private async Task<LedgerEntry> EntryOfAsync(string name) => await EntryAsync(await OfferedAsync(await PlacedAsync(), new(name), at: 1));

    private async Task SavedAsync(LedgerEntry entry) => Assert.True(await Ledger.SaveAsync(entry, null, CancellationToken.None));
}
