using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Routing;

public class MatchingTests
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Candidate _anna = new(new OperatorId("anna"), "Anna", _noon.AddMinutes(-5));
    private static readonly Candidate _boris = new(new OperatorId("boris"), "Boris", _noon.AddMinutes(-9));
    private static readonly Candidate _clara = new(new OperatorId("clara"), "Clara", null);

    [Fact]
    public void The_first_call_is_served_by_whoever_has_been_idle_for_the_longest_time_and_newcomers_before()
    {
        Assert.Equal(["1-clara", "2-boris", "3-anna"], Pair([Call("1"), Call("2"), Call("3"), Call("4")], [_anna, _boris, _clara]));
    }

    [Fact]
    public void The_operator_asked_last_is_skipped_while_another_is_free()
    {
        Assert.Equal(["1-anna"], Pair([Call("1", skip: _boris, until: -60)], [_anna, _boris]));
    }

    [Fact]
    public void The_operator_asked_last_is_asked_again_after_the_retry_delay_when_nobody_else_is_free()
    {
        Assert.Empty(Pair([Call("1", skip: _anna, until: 5)], [_anna]));
        Assert.Equal(["1-anna"], Pair([Call("1", skip: _anna, until: 0)], [_anna]));
    }

    [Fact]
    public void A_call_that_may_take_nobody_does_not_hold_up_the_next()
    {
        Assert.Equal(["2-anna"], Pair([Call("1", skip: _anna, until: 5), Call("2")], [_anna]));
    }

    [Fact]
    public void Random_asks_anybody()
    {
        var matching = new Matching([new RandomStrategy(new Random(7))]);
        var asked = Enumerable.Range(0, 100)
            .Select(_ => matching.Pair([Call("1", strategy: RoutingStrategies.Random)], [_anna, _boris, _clara], _noon).Single().Operator.Id.Value)
            .Distinct();

        Assert.Equal(["anna", "boris", "clara"], asked.Order());
    }

    private static WaitingCall Call(
        string key, Candidate? skip = null, double until = 0, string strategy = RoutingStrategies.LongestIdle) =>
        new(key, strategy, skip?.Id, skip is null ? null : _noon.AddSeconds(until));

    private static IEnumerable<string> Pair(WaitingCall[] waiting, Candidate[] free) =>
        new Matching([new LongestIdleStrategy()]).Pair(waiting, free, _noon).Select(match => $"{match.Call.Key}-{match.Operator.Id}");
}
