using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Storage;

/// <summary>Which waiting calls every store reads for a match.</summary>
public abstract class MatchSearchContract : StoreContract
{
    private static readonly SkillNeeds _german = SkillNeeds.Of(new Dictionary<string, int> { ["de"] = 2 });

    private protected MatchSearchContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task A_kind_is_named_once_however_many_calls_are_of_it()
    {
        for (var placed = 0; placed < 5; placed++)
        {
            await PlacedAsync(arrivedAt: placed);
            await PlacedAsync(NewCall(arrivedAt: placed) with { Needs = _german });
            await PlacedAsync(NewCall(arrivedAt: placed, queue: "sales") with { PlacedIn = "default" });
            await PlacedAsync(arrivedAt: placed, queue: "another group's");
        }

        var match = await LookedAsync(new ScriptedMatch(RosterOf(9, Anna), Queue, Sales));

        Assert.Equivalent(
            new[]
            {
                new WaitingKind("default", "|", IsRinging: false),
                new WaitingKind("default", "de:2|", IsRinging: false),
                new WaitingKind("sales", "|default", IsRinging: false),
            },
            match.Kinds,
            strict: true);
    }

    [Fact]
    public async Task A_call_that_is_held_offered_detached_or_over_is_of_no_kind()
    {
        await PlacedAsync(NewCall() with { HeldFor = Boris, HeldUntil = At(20) });
        await OfferedAsync(await PlacedAsync(), Boris, at: 1);
        await HappensAsync(await PlacedAsync(), new CallEvent.Detached([], At(1)));
        await HappensAsync(await PlacedAsync(), new CallEvent.HungUp(At(1)));

        Assert.Empty((await LookedAsync(new ScriptedMatch(RosterOf(9, Anna), Queue))).Kinds);
    }

    [Fact]
    public async Task Calls_are_found_by_class_then_arrival_without_the_head_start_then_placing()
    {
        var third = await PlacedAsync(arrivedAt: 5);
        var fourth = await PlacedAsync(arrivedAt: 5);
        var second = await PlacedAsync(NewCall(arrivedAt: 8) with { HeadStart = TimeSpan.FromSeconds(4) });
        var first = await PlacedAsync(NewCall(arrivedAt: 9) with { Class = 1 });
        await PlacedAsync(arrivedAt: 6);

        var match = await LookedAsync(new ScriptedMatch(RosterOf(9, Anna), Queue) { Looks = kinds => [new WaitingSearch("default", 4) { Kind = kinds[0] }] });

        Assert.Equal([first.Id, second.Id, third.Id, fourth.Id], match.Found.Select(call => call.Id));
        Assert.Equal([first.Id, second.Id, third.Id, fourth.Id], (await Calls.WaitingAsync("default", CancellationToken.None)).Take(4));
    }

    [Fact]
    public async Task A_search_of_those_who_arrived_by_a_moment_finds_nobody_who_came_later_whatever_their_class()
    {
        var early = await PlacedAsync(arrivedAt: 1);
        var urgent = await PlacedAsync(NewCall(arrivedAt: 2) with { Class = 9, HeadStart = TimeSpan.FromHours(1) });
        await PlacedAsync(NewCall(arrivedAt: 3) with { Class = 9 });
        await PlacedAsync(arrivedAt: 2.001);

        var match = await LookedAsync(new ScriptedMatch(RosterOf(9, Anna), Queue)
        {
            Looks = kinds => [new WaitingSearch("default", 10) { Kind = kinds[0], ArrivedBy = At(2) }],
        });

        Assert.Equal([urgent.Id, early.Id], match.Found.Select(call => call.Id));
    }

    [Fact]
    public async Task A_call_held_for_somebody_is_found_by_the_search_for_that_operator_alone()
    {
        var held = await PlacedAsync(NewCall() with { HeldFor = Anna, HeldUntil = At(20) });
        await PlacedAsync(NewCall() with { HeldFor = Boris, HeldUntil = At(20) });
        await PlacedAsync(NewCall(queue: "sales") with { HeldFor = Anna, HeldUntil = At(20) });
        var free = await PlacedAsync(arrivedAt: 1);

        var hers = await LookedAsync(new ScriptedMatch(RosterOf(9, Anna), Queue) { Looks = _ => [new WaitingSearch("default", 10) { HeldFor = Anna }] });
        var all = await LookedAsync(new ScriptedMatch(RosterOf(9, Anna), Queue));
        var both = await LookedAsync(new ScriptedMatch(RosterOf(9, Anna), Queue)
        {
            Looks = kinds => [new WaitingSearch("default", 1) { Kind = kinds[0] }, new WaitingSearch("default", 1) { HeldFor = Anna }],
        });

        Assert.Equal([held.Id], hers.Found.Select(call => call.Id));
        Assert.Equal([free.Id], all.Found.Select(call => call.Id));
        Assert.Equal([held.Id, free.Id], both.Found.Select(call => call.Id));
    }

    [Fact]
    public async Task A_call_whose_longest_wait_is_over_takes_no_place_of_one_behind_it()
    {
        await PlacedAsync(NewCall() with { GiveUpAt = At(10) });
        await PlacedAsync(NewCall() with { GiveUpAt = At(10), HeldFor = Anna, HeldUntil = At(20) });
        var free = await PlacedAsync(NewCall(arrivedAt: 1) with { GiveUpAt = At(10).AddTicks(1) });
        var held = await PlacedAsync(NewCall(arrivedAt: 2) with { GiveUpAt = At(10).AddTicks(1), HeldFor = Anna, HeldUntil = At(20) });

        var match = await LookedAsync(new ScriptedMatch(RosterOf(9, Anna), Queue)
        {
            Looks = kinds =>
            [
                new WaitingSearch("default", 1) { Kind = kinds[0], GiveUpAfter = At(10) },
                new WaitingSearch("default", 1) { HeldFor = Anna, GiveUpAfter = At(10) },
            ],
        });

        Assert.Equal([free.Id, held.Id], match.Found.Select(call => call.Id));
    }

    [Fact]
    public async Task A_thousand_calls_that_nobody_may_take_hold_up_none_behind_them()
    {
        for (var placed = 0; placed < 1000; placed++)
        {
            await PlacedAsync(NewCall(arrivedAt: placed / 1000.0) with { Needs = _german });
        }

        var plain = NewCall(arrivedAt: 5);
        await PlaceAsync(plain, queueLimit: 2000);
        var match = await LookedAsync(new ScriptedMatch(RosterOf(9, Anna), Queue)
        {
            Looks = kinds => [.. kinds.Where(kind => kind.Kind == "|").Select(kind => new WaitingSearch(kind.Queue, 1) { Kind = kind })],
        });

        Assert.Equal([plain.Id], match.Found.Select(call => call.Id));
    }

    [Fact]
    public async Task What_the_only_one_for_it_has_just_missed_is_passed_over()
    {
        await GoneAsync(await MissedAsync(await PlacedAsync(), Anna, from: 1), at: 22);
        var next = await PlacedAsync(arrivedAt: 2);

        Assert.Equal([next.Id], (await LookedAsync(Missing(At(20), Anna))).Found.Select(call => call.Id));
        Assert.Equal([next.Id], (await LookedAsync(Missing(At(20.9), Anna))).Found.Select(call => call.Id));
        Assert.NotEqual([next.Id], (await LookedAsync(Missing(At(21), Anna))).Found.Select(call => call.Id));
        Assert.NotEqual([next.Id], (await LookedAsync(Missing(At(20), Boris))).Found.Select(call => call.Id));
    }

    [Fact]
    public async Task What_one_of_several_has_just_missed_is_found_beside_as_many_others_as_are_asked_for()
    {
        var missed = await MissedAsync(await PlacedAsync(), Anna, from: 1);
        await GoneAsync(missed, at: 22);
        var next = await PlacedAsync(arrivedAt: 2);
        await PlacedAsync(arrivedAt: 3);

        Assert.Equal([missed.Id, next.Id], (await LookedAsync(Missing(At(20), Anna, Boris))).Found.Select(call => call.Id));
    }

    [Fact]
    public async Task Nothing_is_chosen_and_nothing_read_again_when_no_search_finds_anything()
    {
        await PlacedAsync(NewCall() with { Needs = _german });
        var match = new ScriptedMatch(RosterOf(9, Anna), Queue) { Looks = _ => [], Chooses = _ => throw new InvalidOperationException() };

        Assert.Empty(await Calls.MatchAsync(match, At(10), CancellationToken.None));
    }

    [Fact]
    public async Task Nothing_is_looked_for_when_the_match_is_over_as_it_begins()
    {
        await PlacedAsync();
        var match = new ScriptedMatch(RosterOf(9, Anna), Queue) { Begins = _ => false, Looks = _ => throw new InvalidOperationException() };

        Assert.Empty(await Calls.MatchAsync(match, At(10), CancellationToken.None));
    }

    private static ScriptedMatch Missing(DateTimeOffset after, params OperatorId[] operators) => new(RosterOf(9, operators), Queue)
    {
        Looks = kinds => [new WaitingSearch("default", 1) { Kind = kinds[0], Operators = operators, MissedAfter = after }],
    };

    private async Task<ScriptedMatch> LookedAsync(ScriptedMatch match)
    {
        await Calls.MatchAsync(match, At(10), CancellationToken.None);
        return match;
    }
}
