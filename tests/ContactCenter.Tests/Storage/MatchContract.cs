using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Storage;

/// <summary>How every call store brings waiting calls and free operators together.</summary>
public abstract class MatchContract : StoreContract
{
    private protected MatchContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task The_first_calls_of_all_queues_are_matched_as_many_as_operators_are_free()
    {
        await PlacedAsync(arrivedAt: 5);
        var third = await PlacedAsync(arrivedAt: 3);
        var first = await PlacedAsync(arrivedAt: 1, queue: "sales");
        var second = await PlacedAsync(arrivedAt: 1);
        await PlacedAsync(arrivedAt: 0, queue: "another group's");

        var matched = await MatchAsync(RosterOf(9, Anna, Boris, new OperatorId("clara")), at: 10, Queue, Sales);

        Assert.Equal([first.Id, second.Id, third.Id], matched.Select(change => change.After.Id));
        Assert.Equal(["anna", "boris", "clara"], matched.Select(change => change.After.Offers[0].Operator.Value));
    }

    [Fact]
    public async Task What_a_match_returns_is_what_was_written()
    {
        await PlacedAsync();

        var change = Assert.Single(await MatchAsync(RosterOf(0, Anna), at: 1));

        Assert.Equal(2, change.After.Version);
        Assert.Equivalent(change.After, await Calls.FindAsync(change.After.Id, CancellationToken.None), strict: true);
        Assert.Equal(Anna, (await EntryAsync(change.After)).Operator);
        await HappensAsync(change.After, new CallEvent.HungUp(At(2)));
    }

    [Fact]
    public async Task Nobody_chooses_while_nobody_is_free()
    {
        await PlacedAsync();
        var roster = new Roster(new GroupId("1"), Noon,
            [new Operator(Anna, "Anna", Presence.Busy), new Operator(Boris, "Boris", Presence.Offline)]);

        Assert.Empty(await Calls.MatchAsync(roster, [Queue], NobodyChooses, At(1), CancellationToken.None));
    }

    [Fact]
    public async Task Nobody_chooses_while_nobody_waits()
    {
        await HappensAsync(await PlacedAsync(), new CallEvent.HungUp(At(1)));

        Assert.Empty(await Calls.MatchAsync(RosterOf(1, Anna), [Queue], NobodyChooses, At(2), CancellationToken.None));
    }

    [Fact]
    public async Task A_guest_who_is_detached_keeps_the_place_and_is_not_matched()
    {
        var detached = await HappensAsync(await PlacedAsync(), new CallEvent.Detached([], At(1)));
        var next = await PlacedAsync(arrivedAt: 2);

        Assert.Equal(next.Id, Assert.Single(await MatchAsync(RosterOf(3, Anna), at: 3)).After.Id);

        await HappensAsync(detached, new CallEvent.Attached(Here, At(4)));
        await PlacedAsync(arrivedAt: 3);
        Assert.Equal(detached.Id, Assert.Single(await MatchAsync(RosterOf(5, Boris), at: 5)).After.Id);
    }

    [Fact]
    public async Task A_call_that_is_offered_already_is_not_matched_again()
    {
        await OfferedAsync(await PlacedAsync(), Anna, at: 1);

        Assert.Empty(await MatchAsync(RosterOf(2, Boris), at: 2));
    }

    [Fact]
    public async Task An_operator_is_taken_until_the_conference_is_gone_and_a_roster_was_read_that_began_later()
    {
        var missed = await MissedAsync(await PlacedAsync(), Anna, from: 1);
        await PlacedAsync(arrivedAt: 2);
        Assert.Empty(await MatchAsync(RosterOf(40, Anna), at: 40));

        await GoneAsync(missed, at: 41);
        Assert.Empty(await MatchAsync(RosterOf(40, Anna), at: 42));
        Assert.Empty(await MatchAsync(RosterOf(41, Anna), at: 42));
        Assert.Single(await MatchAsync(RosterOf(41.001, Anna), at: 42));
    }

    [Fact]
    public async Task An_operator_who_rests_is_not_offered_before_the_rest_is_over()
    {
        await PlacedAsync();
        await Calls.RestAsync(Anna, At(30), CancellationToken.None);
        await Calls.RestAsync(Anna, At(20), CancellationToken.None);

        Assert.Empty(await MatchAsync(RosterOf(29, Anna), at: 29));
        Assert.Single(await MatchAsync(RosterOf(29, Anna), at: 30));
    }

    [Fact]
    public async Task Candidates_are_idle_since_their_last_conversation_or_missed_ring()
    {
        var clara = new OperatorId("clara");
        await GoneAsync(await MissedAsync(await PlacedAsync(), Anna, from: 1), at: 22);
        var talked = await ConnectedAsync(await PlacedAsync(), Boris, at: 1);
        await GoneAsync(await HappensAsync(talked, new CallEvent.HungUp(At(60))), at: 61);
        await Calls.RestAsync(clara, At(62), CancellationToken.None);

        IReadOnlyList<Candidate> seen = [];
        await Calls.MatchAsync(RosterOf(70, Anna, Boris, clara), [Queue], (calls, free) => NoteAndChooseNobody(free), At(71), CancellationToken.None);

        Assert.Equal([new Candidate(Anna, "anna", At(21)), new Candidate(Boris, "boris", At(60)), new Candidate(clara, "clara", null)], seen);

        IReadOnlyList<CallChange> NoteAndChooseNobody(IReadOnlyList<Candidate> free)
        {
            seen = free;
            return [];
        }
    }

    [Fact]
    public async Task A_guest_who_leaves_while_it_rings_does_not_change_how_long_the_operator_is_idle()
    {
        var left = await HappensAsync(await RingingAsync(await PlacedAsync(), Anna, from: 1), new CallEvent.HungUp(At(5)));
        await GoneAsync(left, at: 6);
        await PlacedAsync();

        Candidate? seen = null;
        await Calls.MatchAsync(
            RosterOf(7, Anna),
            [Queue],
            (calls, free) =>
            {
                seen = free[0];
                return [];
            },
            At(8),
            CancellationToken.None);

        Assert.Null(seen!.IdleSince);
    }

    [Fact]
    public async Task A_call_that_the_only_free_operator_missed_is_passed_over_while_the_retry_delay_lasts()
    {
        var missed = await MissedAsync(await PlacedAsync(), Anna, from: 1);
        await GoneAsync(missed, at: 22);
        var next = await PlacedAsync(arrivedAt: 2);

        Assert.Equal(next.Id, Assert.Single(await MatchAsync(RosterOf(23, Anna), at: 30.9)).After.Id);
    }

    [Fact]
    public async Task The_operator_who_missed_it_is_asked_again_after_the_retry_delay()
    {
        var missed = await MissedAsync(await PlacedAsync(), Anna, from: 1);
        await GoneAsync(missed, at: 22);

        Assert.Empty(await MatchAsync(RosterOf(23, Anna), at: 30.9));
        Assert.Equal(missed.Id, Assert.Single(await MatchAsync(RosterOf(23, Anna), at: 31)).After.Id);
    }

    [Fact]
    public async Task A_call_one_operator_missed_is_matched_at_once_when_another_is_free()
    {
        var missed = await MissedAsync(await PlacedAsync(), Anna, from: 1);
        await GoneAsync(missed, at: 22);

        Assert.Equal(missed.Id, Assert.Single(await MatchAsync(RosterOf(23, Boris), at: 24)).After.Id);
    }

    [Fact]
    public async Task With_several_free_the_chooser_decides_who_is_skipped()
    {
        var missed = await MissedAsync(await PlacedAsync(), Anna, from: 1);
        await GoneAsync(missed, at: 22);

        IReadOnlyList<Call> seen = [];
        await Calls.MatchAsync(
            RosterOf(23, Anna, Boris),
            [Queue],
            (calls, _) =>
            {
                seen = calls;
                return [];
            },
            At(24),
            CancellationToken.None);

        Assert.Equal(missed.Id, Assert.Single(seen).Id);
    }

    [Fact]
    public async Task Two_calls_given_the_same_operator_do_not_both_get_them()
    {
        var first = await PlacedAsync(arrivedAt: 1);
        var second = await PlacedAsync(arrivedAt: 2);

        var written = await Calls.MatchAsync(
            RosterOf(3, Anna, Boris),
            [Queue],
            (calls, free) => [.. calls.Select(call => Change(call, Offered(free[0].Id, at: 4)))],
            At(4),
            CancellationToken.None);

        Assert.Equal(first.Id, Assert.Single(written).After.Id);
        Assert.Equivalent(second, await Calls.FindAsync(second.Id, CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task A_chooser_that_fails_leaves_everything_as_it_was()
    {
        var call = await PlacedAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Calls.MatchAsync(
            RosterOf(3, Anna), [Queue], (_, _) => throw new InvalidOperationException(), At(4), CancellationToken.None));

        Assert.Equivalent(call, await Calls.FindAsync(call.Id, CancellationToken.None), strict: true);
        Assert.Single(await MatchAsync(RosterOf(3, Anna), at: 4));
    }

    [Fact]
    public async Task However_many_match_at_once_no_call_and_no_operator_is_given_twice()
    {
        for (var placed = 0; placed < 60; placed++)
        {
            await PlacedAsync(arrivedAt: placed);
        }

        OperatorId[] operators = [.. Enumerable.Range(0, 25).Select(number => new OperatorId($"operator-{number}"))];
        var matched = await Task.WhenAll(Enumerable.Range(0, 8).Select(part =>
            Task.Run(() => MatchAsync(RosterOf(61, operators[..(25 - part)]), at: 62))));

        var offers = matched.SelectMany(changes => changes).Select(change => change.After.Offers.Single()).ToList();
        Assert.Equal(25, offers.Count);
        Assert.Equal(25, offers.DistinctBy(offer => offer.Operator).Count());
        Assert.Equal(35, (await Calls.WaitingAsync("default", CancellationToken.None)).Count - 25);
    }

    private static IReadOnlyList<CallChange> NobodyChooses(IReadOnlyList<Call> calls, IReadOnlyList<Candidate> free) =>
        throw new InvalidOperationException("There is nothing to choose.");
}
