using ContactCenter.Calls;
using ContactCenter.Conferences;

namespace ContactCenter.Tests.Storage;

/// <summary>What every ledger does with its entries.</summary>
public abstract class ConferenceLedgerContract : StoreContract
{
    private protected ConferenceLedgerContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task An_entry_nobody_intended_is_neither_found_nor_saved()
    {
        var unknown = new LedgerEntry(new LedgerId(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11])), "call", Anna, Noon);

        Assert.Null(await Ledger.FindAsync(unknown.Id, CancellationToken.None));
        Assert.False(await Ledger.SaveAsync(unknown, claimant: null, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_saved_is_found_with_its_version_raised()
    {
        var entry = await IntendedAsync() with
        {
            Conference = new ConferenceId("4711"),
            CondemnedAt = Noon.AddTicks(1),
            StoppedAt = Noon.AddTicks(2),
            DueAt = Noon.AddTicks(3),
            Failures = 4,
            Trouble = "The server said 503.",
        };

        Assert.True(await Ledger.SaveAsync(entry, claimant: null, CancellationToken.None));
        Assert.Equal(entry with { Version = 2 }, await Ledger.FindAsync(entry.Id, CancellationToken.None));

        var gone = entry.Gone(Noon.AddTicks(4)) with { Version = 2 };
        Assert.True(await Ledger.SaveAsync(gone, claimant: null, CancellationToken.None));
        Assert.Equal(gone with { Version = 3 }, await Ledger.FindAsync(entry.Id, CancellationToken.None));
    }

    [Fact]
    public async Task An_entry_that_somebody_else_saved_in_between_is_refused()
    {
        var entry = await IntendedAsync();
        Assert.True(await Ledger.SaveAsync(entry with { Failures = 1 }, claimant: null, CancellationToken.None));

        Assert.False(await Ledger.SaveAsync(entry with { Failures = 7 }, claimant: null, CancellationToken.None));
        Assert.Equal(1, (await Ledger.FindAsync(entry.Id, CancellationToken.None))!.Failures);
    }

    [Fact]
    public async Task An_entry_that_its_call_condemned_in_between_is_refused_and_can_then_be_saved_with_a_late_id()
    {
        var call = await OfferedAsync(await PlacedAsync(), Anna, at: 1);
        var early = await EntryAsync(call);
        await HappensAsync(call, new CallEvent.HungUp(At(2)));

        Assert.False(await Ledger.SaveAsync(early with { Conference = new ConferenceId("1") }, claimant: null, CancellationToken.None));

        var condemned = await EntryAsync(call);
        Assert.True(await Ledger.SaveAsync(condemned with { Conference = new ConferenceId("1") }, claimant: null, CancellationToken.None));
        Assert.Equal(At(2), (await EntryAsync(call)).CondemnedAt);
    }

    [Fact]
    public async Task Of_two_writers_who_race_for_one_entry_one_wins_every_time()
    {
        var entry = await IntendedAsync();
        for (var round = 1; round <= 200; round++)
        {
            var written = entry with { Failures = round };
            var won = await Task.WhenAll(Race(written), Race(written));

            Assert.Single(won, true);
            entry = (await Ledger.FindAsync(entry.Id, CancellationToken.None))!;
        }

        Assert.Equal(201, entry.Version);

        Task<bool> Race(LedgerEntry written) => Task.Run(() => Ledger.SaveAsync(written, claimant: null, CancellationToken.None));
    }

    [Fact]
    public async Task Condemned_entries_are_due_from_their_moment_on_the_longest_due_first()
    {
        await IntendedAsync();
        var later = await CondemnedAsync(dueAt: 20);
        var sooner = await CondemnedAsync(dueAt: 10);
        await CondemnedAsync(dueAt: 21);
        var gone = await CondemnedAsync(dueAt: 5);
        await Ledger.SaveAsync(gone.Gone(At(6)), claimant: null, CancellationToken.None);

        Assert.Empty(await Ledger.ClaimDueAsync(Here, [], At(9), 10, CancellationToken.None));
        Assert.Equal([sooner, later], await Ledger.ClaimDueAsync(Here, [], At(20), 10, CancellationToken.None));
        Assert.Equal([sooner], await Ledger.ClaimDueAsync(Here, [], At(20), 1, CancellationToken.None));
        Assert.Equal(At(10), await Ledger.NextDueAsync(At(9), CancellationToken.None));
        Assert.Equal(At(20), await Ledger.NextDueAsync(At(10), CancellationToken.None));
    }

    [Fact]
    public async Task Nothing_is_due_while_nothing_is_condemned()
    {
        await IntendedAsync();

        Assert.Null(await Ledger.NextDueAsync(Noon, CancellationToken.None));
        Assert.Empty(await Ledger.ClaimDueAsync(Here, [], DateTimeOffset.MaxValue, 10, CancellationToken.None));
    }

    [Fact]
    public async Task An_entry_is_stuck_when_its_removal_failed_often_enough_and_until_it_is_gone()
    {
        var often = await CondemnedAsync(dueAt: 1, failures: 5);
        await CondemnedAsync(dueAt: 1, failures: 4);

        Assert.Equal([often], await Ledger.StuckAsync(5, CancellationToken.None));

        await Ledger.SaveAsync(often.Gone(At(2)), claimant: null, CancellationToken.None);
        Assert.Empty(await Ledger.StuckAsync(5, CancellationToken.None));
    }

    [Fact]
    public async Task An_operator_gets_the_next_conference_only_when_the_last_one_is_gone()
    {
        var first = await OfferedAsync(await PlacedAsync(), Anna, at: 1);
        var second = Change(await PlacedAsync(), Offered(Anna, at: 2));
        await HappensAsync(first, new CallEvent.HungUp(At(3)));

        Assert.False(await TryApplyAsync(second));
        await GoneAsync(first, at: 4);
        Assert.True(await TryApplyAsync(second));
    }

    private async Task<LedgerEntry> IntendedAsync() =>
        await EntryAsync(await OfferedAsync(await PlacedAsync(), new($"operator of {NewCall().Id}"), at: 1));

    private async Task<LedgerEntry> CondemnedAsync(double dueAt, int failures = 0)
    {
        var entry = await IntendedAsync() with { CondemnedAt = Noon, DueAt = At(dueAt), Failures = failures };
        Assert.True(await Ledger.SaveAsync(entry, claimant: null, CancellationToken.None));
        return entry with { Version = entry.Version + 1 };
    }
}
