using ContactCenter.Routing;

namespace ContactCenter.Tests.Routing;

/// <summary>What holds for every strategy, whatever happens. A failure names its seed.</summary>
public class RoutingLawTests
{
    private const int _seconds = 150;
    private const int _seeds = 12;

    public static TheoryData<string> Strategies => [.. RoutingStrategies.All];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_match_that_reads_little_decides_as_one_that_looks_at_all_calls(string strategy)
    {
        EachSecond(strategy, (world, match) =>
        {
            var plain = new BruteForce(world, match.Twin).Pairs();

            Assert.Equal(plain.Select(pair => $"{pair.Call.Seq}-{pair.Operator}"), match.Run().Select(pair => $"{pair.Call.Seq}-{pair.Operator}"));
        });
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Nobody_is_rung_twice_nor_anybody_who_is_not_free_and_able_and_no_limit_is_exceeded(string strategy)
    {
        EachSecond(strategy, (world, match) =>
        {
            var eligible = world.Calls.ToDictionary(call => call, call => new BruteForce(world, match.Twin).Eligible(call).Select(one => one.Id).ToHashSet());
            var offered = match.Run();

            Assert.Distinct(offered.Select(pair => pair.Operator));
            Assert.Distinct(world.Calls.SelectMany(call => call.Live.Keys));
            Assert.All(offered, pair => Assert.True(eligible[pair.Call].Contains(pair.Operator) || pair.Call.Missed == pair.Operator));
            Assert.All(offered.GroupBy(pair => pair.Call), call => Assert.InRange(call.Key.Live.Count, 1, call.Key.Width));
            Assert.True(world.Conferences <= (world.MostConferences ?? int.MaxValue));
        });
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void No_call_waits_beside_a_free_operator_who_may_have_it(string strategy)
    {
        EachSecond(strategy, (world, match) =>
        {
            match.Run();
            var after = new BruteForce(world, match.Twin);

            Assert.True(world.Allowed <= 0 || world.Calls.Where(call => call.Live.Count == 0).All(call => after.Eligible(call).Count == 0));
        });
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_call_is_overtaken_only_by_a_higher_class_or_within_the_head_start(string strategy)
    {
        EachSecond(strategy, (world, match) =>
        {
            var passedOver = world.Calls.Where(call => call.Live.Count == 0).ToDictionary(
                call => call, call => new BruteForce(world, match.Twin).Eligible(call).Select(one => one.Id).ToHashSet());
            var offered = match.Run();

            Assert.All(
                from one in passedOver
                where one.Key.Live.Count == 0
                from pair in offered
                where one.Value.Contains(pair.Operator)
                select (Behind: one.Key, Ahead: pair.Call),
                pair => Assert.True(
                    pair.Ahead.Class > pair.Behind.Class
                    || (pair.Ahead.Class == pair.Behind.Class && pair.Ahead.ArrivedAt <= pair.Behind.ArrivedAt + pair.Ahead.HeadStart)));
        });
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void The_same_seed_leads_to_the_same_decisions(string strategy)
    {
        Assert.Equal(Log(), Log());

        List<string> Log()
        {
            var log = new List<string>();
            EachSecond(strategy, (world, match) => log.AddRange(match.Run().Select(pair => $"{world.Now:T} {pair.Call.Seq} {pair.Operator}")));
            return log;
        }
    }

    private static void EachSecond(string strategy, Action<RoutingWorld, WorldMatch> check)
    {
        var offers = 0;
        for (var seed = 1; seed <= _seeds; seed++)
        {
            var world = new RoutingWorld(seed, strategy);
            try
            {
                for (var second = 0; second < _seconds; second++)
                {
                    world.Pass();
                    var match = new WorldMatch(world, strategy, seed + second);
                    check(world, match);
                    offers += match.Offered;
                }
            }
            catch (Exception broken)
            {
                Assert.Fail($"Seed {seed}, {world.Now:T}, {strategy}: {broken}");
            }
        }

        Assert.True(offers > 200, $"Only {offers} offers were made.");
    }
}
