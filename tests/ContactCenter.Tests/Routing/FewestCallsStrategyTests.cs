using System.Globalization;
using ContactCenter.Operators;
using ContactCenter.Routing;
using static ContactCenter.Tests.Routing.Staffing;

namespace ContactCenter.Tests.Routing;

public class FewestCallsStrategyTests
{
    private readonly FewestCallsStrategy _strategy = new();

    [Fact]
    public void Whoever_had_the_fewest_calls_is_asked_first_and_of_equals_whoever_is_idle_longer()
    {
        Candidate[] free = [Free("anna", idleFor: 1, calls: 2), Free("boris", idleFor: 1, calls: 1), Free("clara", idleFor: 3, calls: 2)];

        Assert.Equal(["boris", "clara", "anna"], _strategy.Order(free, AnyTurn).Ids());
        Assert.Equal("2 calls within the hour", _strategy.Measure(free[0]));
    }

    [Theory]
    [InlineData("4 6 9", 0, 6)]
    [InlineData("4 7", 0, 5)]
    [InlineData("4 6 9", 8, 8)]
    [InlineData("", 0, 0)]
    public void A_newcomer_counts_as_the_median_of_the_others_at_least(string others, int own, int level)
    {
        var newcomer = new OperatorId("newcomer");
        var counts = others.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((count, place) => (Id: new OperatorId($"op{place}"), Count: int.Parse(count, CultureInfo.InvariantCulture)))
            .Append((Id: newcomer, Count: own))
            .ToDictionary(one => one.Id, one => one.Count);

        var levelled = NewcomerLevel.Level(counts, id => id == newcomer);

        Assert.Equal(level, levelled[newcomer]);
        Assert.All(counts.Keys.Where(id => id != newcomer), id => Assert.Equal(counts[id], levelled[id]));
    }

    [Fact]
    public void A_newcomer_does_not_get_every_call_until_they_have_caught_up()
    {
        var ids = Enumerable.Range(0, 5).Select(number => new OperatorId($"op{number}")).ToList();
        var counts = ids.ToDictionary(id => id, _ => 10);
        counts[ids[0]] = 0;
        var idle = ids.ToDictionary(id => id, _ => Noon);
        var given = 0;
        for (var calls = 0; calls < 50; calls++)
        {
            var levelled = NewcomerLevel.Level(counts, id => id == ids[0]);
            var first = _strategy.Order([.. ids.Select(id => new Candidate(id, "", idle[id]) { RecentCalls = levelled[id] })], AnyTurn).First();
            counts[first.Id]++;
            idle[first.Id] = Noon.AddMinutes(calls + 1);
            given += first.Id == ids[0] ? 1 : 0;
        }

        Assert.InRange(given, 5, 15);
    }
}
