using ContactCenter.Operators;
using ContactCenter.Routing;
using static ContactCenter.Tests.Routing.Staffing;

namespace ContactCenter.Tests.Routing;

public class MatchingTests
{
    private static readonly Dictionary<string, OperatorId> _noCursors = [];
    private static readonly Candidate _german = Free("gerd", idleFor: 1, skills: "de:5");
    private static readonly Candidate _beginner = Free("bea", idleFor: 2, skills: "de:2");

    [Fact]
    public void Calls_are_served_in_their_order_by_whoever_has_been_idle_for_the_longest_time()
    {
        Assert.Equal(
            ["2-clara", "1-boris", "3-anna"],
            Pair([Call("1") with { Rank = 5 }, Call("2") with { Rank = -7 }, Call("3") with { Rank = 5 }, Call("4") with { Rank = 9 }], [Anna, Boris, Clara]));
    }

    [Fact]
    public void The_operator_asked_last_is_skipped_while_another_is_free()
    {
        Assert.Equal(["1-anna"], Pair([Missed("1", Boris, until: -60)], [Anna, Boris]));
    }

    [Fact]
    public void The_operator_asked_last_is_asked_again_after_the_retry_delay_when_nobody_else_is_free()
    {
        Assert.Empty(Pair([Missed("1", Anna, until: 5)], [Anna]));
        Assert.Equal(["1-anna"], Pair([Missed("1", Anna, until: 0)], [Anna]));
    }

    [Fact]
    public void Another_who_cannot_do_it_is_no_other()
    {
        var call = Missed("1", _german, until: 0) with { Ladder = Ladder("de:3") };

        Assert.Equal(["1-gerd"], Pair([call], [Anna, _german]));
    }

    [Fact]
    public void A_call_that_may_take_nobody_does_not_hold_up_the_next()
    {
        Assert.Equal(["2-anna"], Pair([Missed("1", Anna, until: 5), Call("2")], [Anna]));
        Assert.Equal(["2-anna"], Pair([Call("1") with { Ladder = Ladder("de:1") }, Call("2")], [Anna], signedIn: [_german]));
    }

    [Fact]
    public void A_call_is_offered_only_to_those_who_can_what_it_needs_by_now()
    {
        var call = Call("1") with { Ladder = Ladder("de:4", "30:2"), ArrivedAt = Noon.AddSeconds(-29) };

        Assert.Empty(Pair([call], [_beginner], signedIn: [_german]));
        Assert.Equal(["1-bea"], Pair([call with { ArrivedAt = Noon.AddSeconds(-30) }], [_beginner], signedIn: [_german]));
        Assert.Equal(["1-bea"], Pair([call], [_beginner]));
    }

    [Fact]
    public void Whoever_can_more_of_what_was_asked_for_comes_first_whatever_the_strategy_says()
    {
        var call = Call("1") with { Ladder = Ladder("de:4", "30:2", "60:0"), ArrivedAt = Noon.AddMinutes(-5) };

        Assert.Equal(["1-gerd", "2-bea", "3-clara", "4-boris"], Pair(
            [call, call with { Key = "2" }, call with { Key = "3" }, call with { Key = "4" }], [Boris, _beginner, Clara, _german]));
    }

    [Fact]
    public void A_call_that_is_held_takes_its_operator_only_and_leaves_the_others_to_the_rest()
    {
        Assert.Equal(["2-clara"], Pair([Call("1") with { HeldFor = Anna.Id }, Call("2")], [Boris, Clara]));
        Assert.Equal(["1-anna", "2-clara"], Pair([Call("1") with { HeldFor = Anna.Id, Width = 3 }, Call("2")], [Anna, Clara]));
    }

    [Fact]
    public void Everybody_who_waits_is_served_before_anybody_rings_at_several()
    {
        Assert.Equal(
            ["2-clara", "3-boris", "3-anna"],
            Pair([Call("1") with { LiveOffers = 2, Width = 3 }, Call("2"), Call("3") with { Width = 2 }], [Anna, Boris, Clara]));
    }

    [Fact]
    public void More_ring_round_by_round_for_whoever_rings_at_the_fewest()
    {
        Candidate[] free = [.. "abcdef".Select(letter => Free($"{letter}"))];

        Assert.Equal(
            ["2-a", "1-b", "2-c", "1-d", "2-e", "3-f"],
            Pair([Call("1") with { LiveOffers = 1, Width = 3 }, Call("2") with { Width = 3 }, Call("3") with { LiveOffers = 2, Width = 4 }], free));
    }

    [Fact]
    public void No_more_is_offered_than_is_allowed()
    {
        Assert.Equal(["1-clara", "2-boris"], Pair([Call("1"), Call("2"), Call("3")], [Anna, Boris, Clara], allowed: 2));
        Assert.Empty(Pair([Call("1")], [Anna], allowed: 0));
    }

    [Fact]
    public void A_pairing_tells_who_was_considered_and_who_was_not_and_why()
    {
        var needy = Missed("2", Anna, until: 0) with { Ladder = Ladder("de:5", "0:2") };
        var pair = Matched([Call("1"), needy], [Clara, _beginner, _german, Free("anna", skills: "de:3") with { IdleSince = Noon }], 9)[^1];

        Assert.Equal(["gerd 0 idle since 2026-01-01T11:59:00.000Z", "bea 1 idle since 2026-01-01T11:58:00.000Z"],
            pair.Considered.Select(one => $"{one.Operator} {one.Tier} {one.Measure}"));
        Assert.Equal(["clara Chosen", "anna JustMissed"], pair.Excluded.Select(one => $"{one.Operator} {one.Rule}"));
        Assert.Equal((ChoiceReason.Strategy, 0), (pair.Reason, pair.Others));
    }

    [Fact]
    public void A_pairing_names_no_more_than_twenty_of_each()
    {
        var free = Enumerable.Range(0, 100).Select(number => Free($"op{number:00}", skills: number < 50 ? "de:1" : "en:1"));
        var pair = Matched([Call("1") with { Ladder = Ladder("de:1") }], [.. free], 9).Single();

        Assert.Equal((20, 20, 60), (pair.Considered.Count, pair.Excluded.Count, pair.Others));
        Assert.All(pair.Excluded, one => Assert.Equal(Excluded.Skills, one.Rule));
    }

    [Fact]
    public void The_only_one_and_the_preferred_one_are_told_as_such()
    {
        Assert.Equal(ChoiceReason.OnlyOne, Matched([Call("1")], [Anna], 9).Single().Reason);
        var held = Matched([Call("1") with { HeldFor = Anna.Id }], [Anna, Boris], 9).Single();
        Assert.Equal(ChoiceReason.Preferred, held.Reason);
        Assert.Equal([new Excluded(Boris.Id, Excluded.NotPreferred)], held.Excluded);
    }

    private static WaitingCall Call(string key) => new(key, "default", RoutingStrategies.LongestIdle, Noon);

    private static WaitingCall Missed(string key, Candidate by, double until) =>
        Call(key) with { Skip = by.Id, SkipUntil = Noon.AddSeconds(until) };

    private static IEnumerable<string> Pair(WaitingCall[] waiting, Candidate[] free, Candidate[]? signedIn = null, int allowed = 99) =>
        Matched(waiting, free, allowed, signedIn).Select(pair => $"{pair.Call.Key}-{pair.Operator.Id}");

    private static IReadOnlyList<Pairing> Matched(WaitingCall[] waiting, Candidate[] free, int allowed, Candidate[]? signedIn = null) =>
        new Matching([new LongestIdleStrategy()]).Pair(
            waiting, new MatchScene(free, new Staff(free.Concat(signedIn ?? []).Select(one => one.Skills)), allowed, _noCursors, Noon));
}
