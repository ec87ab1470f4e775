using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Tests.Storage;

/// <summary>What every store does so that no two nodes work on one thing, and nothing stays undone when one dies.</summary>
public abstract class ClaimContract : StoreContract
{
    private static readonly NodeId _there = new("there");

    private protected ClaimContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task Of_nodes_that_race_for_due_calls_each_call_gets_one()
    {
        await Nodes.EnterAsync(_there, default);
        for (var round = 0; round < 20; round++)
        {
            var calls = new[] { await DueCallAsync(), await DueCallAsync(), await DueCallAsync() };

            var claimed = await Task.WhenAll(Enumerable.Range(0, 6).Select(task => Task.Run(() => ClaimAsync(task % 2 == 0 ? Here : _there, calls))));

            // A node that asks twice without knowing what it got gets the same again; the other never does.
            var (here, there) = (Of(claimed, 0), Of(claimed, 1));
            Assert.Empty(here.Intersect(there));
            Assert.Equal(calls.Select(call => call.Id).Order(_byId), here.Union(there).Order(_byId));
            await Task.WhenAll(calls.Select(call => HappensAsync(call, new CallEvent.HungUp(At(2)))));
        }

        static HashSet<CallId> Of(IReadOnlyList<CallId>[] claimed, int parity) => [.. claimed.Where((_, task) => task % 2 == parity).SelectMany(ids => ids)];
    }

    [Fact]
    public async Task A_call_in_hand_is_given_to_nobody_else_while_its_node_lives()
    {
        await Nodes.EnterAsync(_there, default);
        var call = await DueCallAsync();
        Assert.Equal([call.Id], await ClaimAsync(Here));

        Assert.Empty(await ClaimAsync(_there));
        await Nodes.LeaveAsync(Here, default);
        Assert.Equal([call.Id], await ClaimAsync(_there));
    }

    [Fact]
    public async Task What_a_node_does_not_know_that_it_has_it_is_given_again()
    {
        var call = await DueCallAsync();
        Assert.Equal([call.Id], await ClaimAsync(Here));

        Assert.Empty((await Calls.ClaimDueAsync(Here, [call.Id], At(1), 10, default)).Select(one => one.Id));
        Assert.Equal([call.Id], await ClaimAsync(Here));
    }

    [Fact]
    public async Task A_call_that_is_let_go_of_is_anybodys_but_only_its_own_node_can_let_go()
    {
        await Nodes.EnterAsync(_there, default);
        var call = await DueCallAsync();
        await ClaimAsync(Here);

        await Calls.ReleaseAsync(call.Id, _there, default);
        Assert.Empty(await ClaimAsync(_there));
        await Calls.ReleaseAsync(call.Id, Here, default);
        Assert.Equal([call.Id], await ClaimAsync(_there));
    }

    [Fact]
    public async Task What_a_step_found_out_counts_only_while_its_node_has_the_call_in_hand()
    {
        await Nodes.EnterAsync(_there, default);
        var call = await DueCallAsync();
        var change = Change(call, Offered(Anna, at: 1));
        Assert.Equal(Written.NotOurs, await Calls.ApplyAsync(change, Here, default));

        await ClaimAsync(Here);
        await Nodes.LeaveAsync(Here, default);
        Assert.Equal(Written.NotOurs, await Calls.ApplyAsync(change, Here, default));

        await ClaimAsync(_there);
        Assert.Equal(Written.NotOurs, await Calls.ApplyAsync(change, Here, default));
        Assert.Equivalent(call, await Calls.FindAsync(call.Id, default), strict: true);
        Assert.Null(await Ledger.FindAsync(Conference(change.After), default));
        Assert.Equal(Written.Done, await Calls.ApplyAsync(change, _there, default));
    }

    [Fact]
    public async Task A_call_that_has_changed_meanwhile_is_outdated_whoever_has_it()
    {
        var call = await DueCallAsync();
        var change = Change(call, Offered(Anna, at: 1));
        await ClaimAsync(Here);
        await HappensAsync(call, new CallEvent.Detached([Here], At(1)));

        Assert.Equal(Written.Outdated, await Calls.ApplyAsync(change, Here, default));
        await Nodes.LeaveAsync(Here, default);
        Assert.Equal(Written.Outdated, await Calls.ApplyAsync(change, Here, default));
    }

    [Fact]
    public async Task A_guest_may_leave_whoever_has_the_call_in_hand_and_it_stays_there()
    {
        await Nodes.EnterAsync(_there, default);
        var call = await DueCallAsync();
        await ClaimAsync(Here);

        var offered = await HappensAsync(call, Offered(Anna, at: 1));

        Assert.Empty(await ClaimAsync(_there));
        Assert.Equal([offered.Id], await ClaimAsync(Here));
    }

    [Fact]
    public async Task A_call_that_rests_after_a_step_is_let_go_of_and_one_that_is_due_at_once_is_not()
    {
        await Nodes.EnterAsync(_there, default);
        var offered = await OfferedAsync(await PlacedAsync(), Anna, at: 1);
        await ClaimAsync(Here);
        var rang = Change(offered, new CallEvent.Rang(Conference(offered), new ConferenceId("1"), TimeSpan.FromSeconds(20), At(1)));
        Assert.False(rang.Rests);
        Assert.Equal(Written.Done, await Calls.ApplyAsync(rang, Here, default));
        Assert.Empty(await ClaimAsync(_there, at: 100));

        var looked = Change(
            rang.After, new CallEvent.LookedForAnswer(Conference(offered), Joined: false, Gone: false, TimeSpan.FromSeconds(1), At(2)));
        Assert.True(looked.Rests);
        Assert.Equal(Written.Done, await Calls.ApplyAsync(looked, Here, default));
        Assert.Equal([offered.Id], await ClaimAsync(_there, at: 100));
    }

    [Fact]
    public async Task Of_nodes_that_race_for_one_entry_one_gets_it()
    {
        await Nodes.EnterAsync(_there, default);
        for (var round = 0; round < 20; round++)
        {
            var call = await HappensAsync(await OfferedAsync(await PlacedAsync(), Anna, at: 1), new CallEvent.HungUp(At(2)));

            var claimed = await Task.WhenAll(new[] { Here, _there }.Select(node => Task.Run(() => Ledger.ClaimDueAsync(node, [], At(3), 10, default))));

            Assert.Equal(Conference(call), Assert.Single(claimed.SelectMany(entries => entries)).Id);
            await GoneAsync(call, at: 4);
        }
    }

    [Fact]
    public async Task A_condemned_entry_in_hand_is_given_to_others_only_when_its_node_is_no_more()
    {
        await Nodes.EnterAsync(_there, default);
        var call = await HappensAsync(await OfferedAsync(await PlacedAsync(), Anna, at: 1), new CallEvent.HungUp(At(2)));
        var entry = Assert.Single(await Ledger.ClaimDueAsync(Here, [], At(3), 10, default));

        Assert.Empty(await Ledger.ClaimDueAsync(_there, [], At(3), 10, default));
        Assert.Empty(await Ledger.ClaimDueAsync(Here, [entry.Id], At(3), 10, default));
        Assert.Single(await Ledger.ClaimDueAsync(Here, [], At(3), 10, default));
        await Nodes.LeaveAsync(Here, default);
        Assert.False(await Ledger.SaveAsync(entry with { StoppedAt = At(4) }, Here, default));
        Assert.Equal(Conference(call), Assert.Single(await Ledger.ClaimDueAsync(_there, [], At(3), 10, default)).Id);
        Assert.True(await Ledger.SaveAsync(entry with { StoppedAt = At(4) }, _there, default));
    }

    [Fact]
    public async Task Only_the_first_who_begins_a_conference_finds_that_nobody_has()
    {
        await Nodes.EnterAsync(_there, default);
        var id = Conference(await OfferedAsync(await PlacedAsync(), Anna, at: 1));

        Assert.Null((await Ledger.BeginAsync(id, Here, At(2), default))!.BegunAt);
        Assert.Equal(At(2), (await Ledger.FindAsync(id, default))!.BegunAt);
        Assert.Null(await Ledger.BeginAsync(id, _there, At(3), default));
        Assert.Equal(At(2), (await Ledger.BeginAsync(id, Here, At(4), default))!.BegunAt);

        await Nodes.LeaveAsync(Here, default);
        Assert.Equal(At(2), (await Ledger.BeginAsync(id, _there, At(5), default))!.BegunAt);
        Assert.Equal(At(2), (await Ledger.FindAsync(id, default))!.BegunAt);
    }

    [Fact]
    public async Task Of_nodes_that_race_to_begin_a_conference_one_is_the_first()
    {
        await Nodes.EnterAsync(_there, default);
        for (var round = 0; round < 20; round++)
        {
            var call = await OfferedAsync(await PlacedAsync(), Anna, at: 1);

            var begun = await Task.WhenAll(new[] { Here, _there }.Select(node => Task.Run(() => Ledger.BeginAsync(Conference(call), node, At(2), default))));

            Assert.Null(Assert.Single(begun, entry => entry is not null)!.BegunAt);
            await GoneAsync(call, at: 3);
        }
    }

    [Fact]
    public async Task A_conference_that_nobody_wants_any_more_is_not_begun_and_one_being_made_is_not_removed()
    {
        await Nodes.EnterAsync(_there, default);
        var wanted = await OfferedAsync(await PlacedAsync(), Anna, at: 1);
        await Ledger.BeginAsync(Conference(wanted), Here, At(2), default);
        await HappensAsync(wanted, new CallEvent.HungUp(At(3)));
        Assert.Empty(await Ledger.ClaimDueAsync(_there, [], At(4), 10, default));

        await Ledger.ReleaseAsync(Conference(wanted), Here, default);
        Assert.Null(await Ledger.BeginAsync(Conference(wanted), Here, At(4), default));
        Assert.Single(await Ledger.ClaimDueAsync(_there, [], At(4), 10, default));
    }

    [Fact]
    public async Task Orphans_stay_on_record_and_what_became_of_them_too()
    {
        var early = new Orphan(new ConferenceId("1"), null, OrphanReason.NotInLedger, At(1), null, "The server said 503.");
        var late = new Orphan(new ConferenceId("2"), new LedgerId(new Guid(1, 0, 0, new byte[8])), OrphanReason.MadeTwice, At(2), At(3), null);
        await Ledger.RecordAsync(early, default);
        await Ledger.RecordAsync(late, default);
        await Ledger.RecordAsync(early with { RemovedAt = At(4), Trouble = null }, default);

        Assert.Equal([late, early with { RemovedAt = At(4), Trouble = null }], await Ledger.OrphansAsync(At(1), default));
        Assert.Equal([late], await Ledger.OrphansAsync(At(2), default));
    }

    [Fact]
    public async Task Entries_are_forgotten_that_have_been_gone_for_long_enough()
    {
        var gone = await OfferedAsync(await PlacedAsync(), Anna, at: 1);
        await GoneAsync(gone, at: 5);
        var live = await OfferedAsync(await PlacedAsync(), Boris, at: 1);

        await Ledger.ForgetAsync(At(5), default);
        Assert.NotNull(await Ledger.FindAsync(Conference(gone), default));
        await Ledger.ForgetAsync(At(5.1), default);
        Assert.Null(await Ledger.FindAsync(Conference(gone), default));
        Assert.NotNull(await Ledger.FindAsync(Conference(live), default));
    }

    [Fact]
    public async Task A_node_is_among_the_others_until_it_leaves_and_cannot_come_back()
    {
        Assert.Contains(await Nodes.EnterAsync(_there, default), one => one.Id == _there && one.IsAlive);
        Assert.Contains((await Nodes.RenewAsync(_there, default))!, one => one.Id == _there && one.IsAlive);

        await Nodes.LeaveAsync(_there, default);

        Assert.Null(await Nodes.RenewAsync(_there, default));
        Assert.DoesNotContain((await Nodes.RenewAsync(Here, default))!, one => one.Id == _there && one.IsAlive);
        await Nodes.ForgetAsync(_there, default);
        Assert.DoesNotContain((await Nodes.RenewAsync(Here, default))!, one => one.Id == _there);
    }

    private static readonly IComparer<CallId> _byId = Comparer<CallId>.Create((one, other) => one.Value.CompareTo(other.Value));

    private async Task<Call> DueCallAsync()
    {
        var call = NewCall();
        return Assert.IsType<Placement.Placed>(await PlaceAsync(call, dueAt: At(1))).Call;
    }

    private async Task<IReadOnlyList<CallId>> ClaimAsync(NodeId node, params Call[] among)
    {
        var claimed = (await Calls.ClaimDueAsync(node, [], At(1), 10, default)).Select(call => call.Id);
        return [.. among.Length == 0 ? claimed : claimed.Intersect(among.Select(call => call.Id))];
    }

    private async Task<IReadOnlyList<CallId>> ClaimAsync(NodeId node, double at) =>
        [.. (await Calls.ClaimDueAsync(node, [], At(at), 10, default)).Select(call => call.Id)];
}
