using ContactCenter.Operators;
using ContactCenter.Routing;
using static ContactCenter.Tests.Routing.Staffing;

namespace ContactCenter.Tests.Routing;

public class RoundRobinStrategyTests
{
    private readonly RoundRobinStrategy _strategy = new();

    [Theory]
    [InlineData(null, "anna boris clara")]
    [InlineData("anna", "boris clara anna")]
    [InlineData("clara", "anna boris clara")]
    [InlineData("bert", "boris clara anna")]
    [InlineData("zoe", "anna boris clara")]
    public void It_goes_on_after_whoever_was_asked_last_and_begins_anew_after_the_last(string? cursor, string order)
    {
        var turn = new RoutingTurn("default", cursor is null ? null : new OperatorId(cursor));

        Assert.Equal(order.Split(' '), _strategy.Order([Clara, Anna, Boris], turn).Ids());
    }

    [Fact]
    public void Each_queue_goes_on_by_itself_also_within_one_match()
    {
        var scene = new MatchScene([Anna, Boris, Clara], new Staff([]), 9, new Dictionary<string, OperatorId> { ["b"] = Anna.Id }, Noon);
        var pairs = new Matching([_strategy]).Pair([In("a"), In("b"), In("a")], scene);

        Assert.Equal(["a-anna", "b-boris", "a-clara"], pairs.Select(pair => $"{pair.Call.Queue}-{pair.Operator.Id}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_any_number_of_offers_each_operator_gets_their_share_to_within_one(int seed)
    {
        var random = new Random(seed);
        Candidate[] staff = [.. Enumerable.Range(0, random.Next(2, 9)).Select(number => Free($"op{number}"))];
        var matching = new Matching([_strategy]);
        var counts = staff.ToDictionary(one => one.Id, _ => 0);
        var cursors = new Dictionary<string, OperatorId>();
        for (var offers = 0; offers < 500;)
        {
            // One after the other or several at once; missed or answered, all are free again the next time.
            var calls = Enumerable.Range(0, random.Next(1, staff.Length + 1)).Select(_ => In("default"));
            random.Shuffle(staff);
            foreach (var pair in matching.Pair([.. calls], new MatchScene(staff, new Staff([]), 99, cursors, Noon)))
            {
                counts[pair.Operator.Id]++;
                cursors["default"] = pair.Operator.Id;
                offers++;
                Assert.All(counts.Values, count => Assert.InRange(count, offers / staff.Length, (offers + staff.Length - 1) / staff.Length));
            }
        }
    }

    private static WaitingCall In(string queue) => new("call", queue, RoutingStrategies.RoundRobin, Noon);
}
