using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Routing;

/// <summary>Matches in the world as the server does: reads what is searched for, offers, and again until nothing comes of it.</summary>
internal sealed class WorldMatch(RoutingWorld world, string strategy, int seed)
{
    private readonly Matching _matching = new(All(seed));

    /// <summary>The same strategy, with the same luck.</summary>
    public IRoutingStrategy Twin { get; } = All(seed).First(one => one.Name == strategy);

    public int Offered { get; private set; }

    public List<(WorldCall Call, OperatorId Operator)> Run()
    {
        var offered = new List<(WorldCall, OperatorId)>();
        while (Once() is { Count: > 0 } pairs)
        {
            offered.AddRange(pairs);
        }

        Offered = offered.Count;
        return offered;
    }

    private List<(WorldCall Call, OperatorId Operator)> Once()
    {
        var signedIn = world.Operators.Where(one => one.IsSignedIn).ToList();
        var operators = new FreeOperators(
            [.. signedIn.Where(one => one.IsFree).Select(ToCandidate)],
            [.. signedIn.Where(one => !one.IsFree).Select(one => new Excluded(one.Id, "Busy"))],
            new Staff(signedIn.Select(one => one.Skills)));
        if (operators.Free.Count == 0 || world.Allowed <= 0)
        {
            return [];
        }

        var ladders = new CallLadders(name => world.Queues.FirstOrDefault(queue => queue.Name == name));
        var searches = new MatchSearches(operators, world.Queues, ladders, Math.Min(world.Allowed, Match.MostAtOnce), world.Now)
            .For(SearchReading.Kinds(world));
        var calls = SearchReading.Find(world, searches).ToDictionary(call => $"{call.Seq}");
        var scene = new MatchScene(operators.Free, operators.Staff, world.Allowed, world.Cursors, world.Now);
        var pairs = _matching.Pair([.. calls.Values.Select(call => ToWaitingCall(call, ladders))], scene)
            .Select(pair => (calls[pair.Call.Key], pair.Operator.Id)).ToList();
        foreach (var (call, id) in pairs)
        {
            world.Offer(call, id);
        }

        return pairs;
    }

    private Candidate ToCandidate(WorldOperator one) => one.AsCandidate() with { IsAwaited = world.Calls.Any(call => call.HeldFor == one.Id) };

    private WaitingCall ToWaitingCall(WorldCall call, CallLadders ladders) => new($"{call.Seq}", call.Queue, strategy, call.ArrivedAt)
    {
        Rank = call.Rank,
        Ladder = ladders.Of(call.Queue, call.Kind),
        Skip = call.Missed,
        SkipUntil = call.MissedAt + world.QueueOf(call.Queue).RetryDelay,
        HeldFor = call.HeldFor,
        LiveOffers = call.Live.Count,
        Width = call.HeldFor is null ? call.Width : 1,
    };

    private static IRoutingStrategy[] All(int seed) =>
        [new LongestIdleStrategy(), new RoundRobinStrategy(), new FewestCallsStrategy(), new RandomStrategy(new Random(seed))];
}
