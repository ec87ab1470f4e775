using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Storage;

/// <summary>What every store tells a match beside its calls, and how conference limits are kept.</summary>
public abstract class MatchFactsContract : StoreContract
{
    private static readonly OperatorId _clara = new("clara");
    private static readonly OperatorId _dora = new("dora");

    private protected MatchFactsContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task A_conference_that_is_not_gone_engages_its_operator_as_far_as_it_has_come()
    {
        await RingingAsync(await PlacedAsync(), Anna, from: 1);
        await ConnectedAsync(await PlacedAsync(), Boris, at: 1);
        var over = await HappensAsync(await ConnectedAsync(await PlacedAsync(), _clara, at: 1), new CallEvent.HungUp(At(5)));

        var facts = await FactsAsync(At(10), Anna, Boris, _clara, _dora);
        Assert.Equal(
            [Engagement.Ringing, Engagement.Talking, Engagement.Leaving, Engagement.None], Of(facts).Select(one => one.Engagement));
        Assert.Equal(3, facts.Conferences.NotGone);

        await GoneAsync(over, at: 6);
        facts = await FactsAsync(At(10), _clara);
        Assert.Equal((Engagement.None, At(6)), (Of(facts)[0].Engagement, Of(facts)[0].FreedAt));
        Assert.Equal(2, facts.Conferences.NotGone);
    }

    [Fact]
    public async Task Conversations_of_the_last_hour_are_counted_when_somebody_asks()
    {
        await TalkedAsync(Anna, from: 1);
        await TalkedAsync(Anna, from: 100);
        await TalkedAsync(Boris, from: 1);

        Assert.Equal([2, 1], Of(await FactsAsync(At(200), Anna, Boris)).Select(one => one.RecentCalls));
        Assert.Equal([1, 0], Of(await FactsAsync(At(3601), Anna, Boris)).Select(one => one.RecentCalls));

        var match = new ScriptedMatch(RosterOf(0, Anna), Queue);
        await Calls.MatchAsync(match, At(200), CancellationToken.None);
        Assert.Equal(0, match.Facts!.Operators[0].RecentCalls);
    }

    [Fact]
    public async Task An_operator_is_awaited_while_a_call_is_held_for_them_in_whichever_queue()
    {
        var hers = await PlacedAsync(NewCall(queue: "sales") with { HeldFor = Anna, HeldUntil = At(20) });
        await PlacedAsync(NewCall(arrivedAt: 1) with { HeldFor = _clara, HeldUntil = At(21) });
        await PlacedAsync(arrivedAt: 2);
        Assert.Equal([true, false, true], Of(await FactsAsync(At(10), Anna, Boris, _clara)).Select(one => one.IsAwaited));

        await HappensAsync(hers, new CallEvent.HungUp(At(11)));

        Assert.Equal([false, true], Of(await FactsAsync(At(12), Anna, _clara)).Select(one => one.IsAwaited));
    }

    [Fact]
    public async Task A_refusal_teaches_how_many_conferences_there_may_be_for_a_while()
    {
        await BegunAsync(await OfferedAsync(await PlacedAsync(), Anna, at: 1));
        await BegunAsync(await OfferedAsync(await PlacedAsync(), Boris, at: 1));
        await OfferedAsync(await PlacedAsync(), _dora, at: 1);
        Assert.Null((await FactsAsync(At(2), Anna)).Learnt);

        await RefusedAsync(_clara, at: 3, until: 60);

        Assert.Equal(new LearntLimit(2, At(60)), (await FactsAsync(At(59), Anna)).Learnt);
    }

    [Fact]
    public async Task What_was_refused_before_and_is_being_removed_does_not_count_among_those_that_run()
    {
        var refused = await BegunAsync(await OfferedAsync(await PlacedAsync(), Anna, at: 1));
        await HappensAsync(refused, new CallEvent.Withdrawn(Conference(refused), At(2)));

        await RefusedAsync(_clara, at: 3, until: 60);

        Assert.Equal(new LearntLimit(0, At(60)), (await FactsAsync(At(59), Anna)).Learnt);
    }

    [Fact]
    public async Task A_lower_limit_that_is_known_stays_until_it_has_run_out()
    {
        var first = await BegunAsync(await OfferedAsync(await PlacedAsync(), Anna, at: 1));
        await RefusedAsync(_clara, at: 3, until: 60);
        await BegunAsync(await OfferedAsync(await PlacedAsync(), Boris, at: 4));

        await RefusedAsync(_dora, at: 5, until: 70);
        Assert.Equal(new LearntLimit(1, At(60)), (await FactsAsync(At(59), Anna)).Learnt);

        await RefusedAsync(new OperatorId("emil"), at: 65, until: 120);
        Assert.Equal(new LearntLimit(2, At(120)), (await FactsAsync(At(119), Anna)).Learnt);

        await GoneAsync(await HappensAsync(first, new CallEvent.HungUp(At(66))), at: 67);
        await RefusedAsync(new OperatorId("franz"), at: 68, until: 90);
        Assert.Equal(new LearntLimit(1, At(90)), (await FactsAsync(At(89), Anna)).Learnt);
    }

    [Fact]
    public async Task Conferences_are_told_apart_by_whether_they_run_or_may_be_about_to()
    {
        await OfferedAsync(await PlacedAsync(), Anna, at: 1);
        await RingingAsync(await PlacedAsync(), Boris, from: 1);
        await HappensAsync(await ConnectedAsync(await PlacedAsync(), _clara, at: 1), new CallEvent.HungUp(At(2)));
        var withdrawn = await OfferedAsync(await PlacedAsync(), _dora, at: 1);
        await HappensAsync(withdrawn, new CallEvent.Withdrawn(Conference(withdrawn), At(2)));
        Assert.Equal(new ConferenceCount(4, 1, 1, 1), (await FactsAsync(At(3), Anna)).Conferences);

        await GoneAsync(withdrawn, at: 4);

        Assert.Equal(new ConferenceCount(3, 1, 1, 1), (await FactsAsync(At(5), Anna)).Conferences);
    }

    [Fact]
    public async Task More_that_run_than_a_refusal_has_taught_raise_what_it_taught()
    {
        var first = await RingingAsync(await PlacedAsync(), Anna, from: 1);
        await BegunAsync(first);
        await RefusedAsync(_clara, at: 3, until: 60);
        var second = await OfferedAsync(await PlacedAsync(), Boris, at: 61);
        Assert.Equal(new LearntLimit(1, At(60)), (await FactsAsync(At(62), Anna)).Learnt);

        await HappensAsync(second, new CallEvent.Rang(Conference(second), new ConferenceId("100"), TimeSpan.FromSeconds(20), At(62)));
        Assert.Equal(new LearntLimit(2, At(60)), (await FactsAsync(At(62), Anna)).Learnt);

        // What is being removed may have stopped already.
        first = await HappensAsync(first, new CallEvent.HungUp(At(63)));
        await RingingAsync(await PlacedAsync(), _dora, from: 65);
        Assert.Equal(new LearntLimit(2, At(60)), (await FactsAsync(At(66), Anna)).Learnt);

        await GoneAsync(first, at: 67);
        Assert.Equal(new LearntLimit(2, At(60)), (await FactsAsync(At(68), Anna)).Learnt);
    }

    [Fact]
    public async Task When_a_learnt_limit_has_run_out_matches_of_two_groups_at_once_try_one_more()
    {
        await RefusedAsync(_clara, at: 3, until: 60);
        for (var placed = 0; placed < 20; placed++)
        {
            await PlacedAsync(arrivedAt: placed, queue: placed % 2 == 0 ? "default" : "sales");
        }

        var first = Assert.Single(await MatchAllAsync(at: 61));
        Assert.Empty(await MatchAllAsync(at: 62));

        await HappensAsync(
            first.After, new CallEvent.Rang(Conference(first.After), new ConferenceId("100"), TimeSpan.FromSeconds(20), At(63)));

        Assert.Single(await MatchAllAsync(at: 64));

        async Task<List<CallChange>> MatchAllAsync(double at)
        {
            var written = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(number => Task.Run(() => Calls.MatchAsync(MatchOf(number, at), At(at), CancellationToken.None))));
            return [.. written.SelectMany(changes => changes)];
        }

        Match MatchOf(int number, double at)
        {
            var drawn = 0;
            OperatorId[] operators = [.. Enumerable.Range(0, 4).Select(one => new OperatorId($"operator-{number}-{one}"))];
            var (group, queue) = number % 2 == 0 ? ("1", Queue) : ("2", Sales);
            var ground = new MatchGround(
                new RosterWatch().AfterRead(RosterOf(at, operators) with { Group = new GroupId(group) }),
                [queue],
                name => name == queue.Name ? queue : null,
                _ => new Dictionary<string, int>(),
                MostConferences: null,
                () => new LedgerId(new Guid((int)at, (short)number, (short)++drawn, new byte[8])));
            return new Match(ground, new Matching([new LongestIdleStrategy()]), At(at));
        }
    }

    [Fact]
    public async Task Matches_of_two_groups_at_once_never_exceed_the_limit_that_both_keep()
    {
        const int limit = 3;
        for (var placed = 0; placed < 20; placed++)
        {
            await PlacedAsync(arrivedAt: placed, queue: placed % 2 == 0 ? "default" : "sales");
        }

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => Calls.MatchAsync(Limited(number), At(30), CancellationToken.None))));

        Assert.Equal(limit, written.Sum(changes => changes.Count));
        Assert.Equal(limit, (await FactsAsync(At(30), Anna)).Conferences.NotGone);

        ScriptedMatch Limited(int number)
        {
            var left = 0;
            OperatorId[] operators = [.. Enumerable.Range(0, 4).Select(one => new OperatorId($"operator-{number}-{one}"))];
            var group = number % 2 == 0 ? "1" : "2";
            return new ScriptedMatch(RosterOf(29, operators) with { Group = new GroupId(group) }, number % 2 == 0 ? Queue : Sales)
            {
                IsLimited = true,
                Begins = facts => (left = limit - facts.Conferences.NotGone) > 0,
                Chooses = calls =>
                [
                    .. calls.Take(left).Zip(operators, (call, one) => ScriptedMatch.Matched(Change(call, Offered(one, at: 30)))),
                ],
            };
        }
    }

    private async Task TalkedAsync(OperatorId id, double from) => await GoneAsync(
        await HappensAsync(await ConnectedAsync(await PlacedAsync(), id, at: from), new CallEvent.HungUp(At(from + 10))), at: from + 11);

    private async Task<Call> BegunAsync(Call call)
    {
        Assert.NotNull(await Ledger.BeginAsync(Conference(call), Here, At(2), CancellationToken.None));
        return call;
    }

    /// <summary>The server does not run a conference for this operator.</summary>
    private async Task RefusedAsync(OperatorId id, double at, double until)
    {
        var refused = await BegunAsync(await OfferedAsync(await PlacedAsync(), id, at));
        await Ledger.LimitReachedAsync(Conference(refused), At(until), At(until), CancellationToken.None);
        await GoneAsync(await HappensAsync(refused, new CallEvent.Withdrawn(Conference(refused), At(at))), at);
    }

    private async Task<MatchFacts> FactsAsync(DateTimeOffset now, params OperatorId[] ids)
    {
        var match = new ScriptedMatch(RosterOf(0, ids), Queue) { CountsRecentCalls = true, Looks = _ => [] };
        await Calls.MatchAsync(match, now, CancellationToken.None);
        return match.Facts!;
    }

    private static List<OperatorFacts> Of(MatchFacts facts) => [.. facts.Operators.OrderBy(one => one.Id.Value, StringComparer.Ordinal)];
}
