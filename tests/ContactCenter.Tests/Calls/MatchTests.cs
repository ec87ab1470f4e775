using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Routing;
using ContactCenter.Tests.Routing;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>What a match asks of the store, and what it makes of the answers.</summary>
public class MatchTests
{
    private static readonly OperatorId _clara = new("clara");
    private static readonly LadderStep[] _ladder = [Staffing.Step("30:2"), Staffing.Step("60:0")];

    private readonly Dictionary<OperatorId, string> _skills = [];
    private readonly List<OperatorFacts> _facts = [];
    private QueueSettings _queue = Queue() with { PreferredFor = TimeSpan.Zero };
    private int? _most;
    private int? _learnt;
    private int _conferences;

    [Fact]
    public void It_asks_about_everybody_who_is_signed_in()
    {
        Assert.Equal([Anna, Boris], MatchOf((Anna, Presence.Available), (Boris, Presence.Busy), (_clara, Presence.Offline)).Operators);
    }

    [Fact]
    public void It_is_over_when_nobody_is_free()
    {
        _facts.Add(new OperatorFacts(Anna) { WrapUpUntil = At(61) });

        Assert.False(Begun((Anna, Presence.Available), (Boris, Presence.Busy)).CanOffer);
    }

    [Theory]
    [InlineData(null, null, 9, true)]
    [InlineData(1, null, 0, true)]
    [InlineData(1, null, 1, false)]
    [InlineData(null, 3, 3, false)]
    [InlineData(5, 3, 3, false)]
    [InlineData(3, 5, 2, true)]
    public void It_is_over_when_there_may_be_no_further_conference(int? most, int? learnt, int conferences, bool canOffer)
    {
        (_most, _learnt, _conferences) = (most, learnt, conferences);

        Assert.Equal(canOffer, Begun((Anna, Presence.Available)).CanOffer);
    }

    [Fact]
    public void Recent_calls_are_counted_only_where_the_strategy_goes_by_them()
    {
        Assert.False(MatchOf((Anna, Presence.Available)).CountsRecentCalls);
        _queue = _queue with { Strategy = RoutingStrategies.FewestCalls };
        Assert.True(MatchOf((Anna, Presence.Available)).CountsRecentCalls);
    }

    [Fact]
    public void Of_each_kind_as_many_calls_are_read_as_operators_could_take_them()
    {
        var search = Searches("|", (Anna, Presence.Available), (Boris, Presence.Available), (_clara, Presence.Busy)).Single();

        Assert.Equal((2, null, null), (search.Limit, search.ArrivedBy, search.HeldFor));
        Assert.Equal([Anna, Boris], search.Operators);
        Assert.Equal(At(60) - _queue.RetryDelay, search.MissedAfter);
        Assert.Equal(At(60), search.GiveUpAfter);
        _most = 1;
        Assert.Equal(1, Searches("|", (Anna, Presence.Available), (Boris, Presence.Available)).Single().Limit);
    }

    [Fact]
    public void Only_calls_are_read_that_are_old_enough_for_somebody_who_is_free()
    {
        _queue = _queue with { Ladder = _ladder };
        (_skills[Anna], _skills[Boris]) = ("de:2", "de:5");

        Assert.Equal(At(30), Searches("de:4|", (Anna, Presence.Available), (Boris, Presence.Busy)).Single().ArrivedBy);
        Assert.Null(Searches("de:4|", (Anna, Presence.Available)).Single().ArrivedBy);
    }

    [Fact]
    public void Where_more_may_take_older_calls_those_are_searched_for_too()
    {
        _queue = _queue with { Ladder = _ladder };
        (_skills[Anna], _skills[Boris]) = ("de:5", "de:2");

        var searches = Searches("de:4|", (Anna, Presence.Available), (Boris, Presence.Available), (_clara, Presence.Available));

        Assert.Equal([(null, 1, 3), (At(30), 2, 3), (At(0), 3, 3)], searches.Select(one => (one.ArrivedBy, one.Operators.Count, one.Limit)));
    }

    [Fact]
    public void A_kind_that_nobody_who_is_free_could_ever_take_is_not_read()
    {
        _skills[Boris] = "de:5";

        Assert.Empty(Searches("de:4|", (Anna, Presence.Available), (Boris, Presence.Busy)));
    }

    [Fact]
    public void Calls_held_for_somebody_who_is_free_are_read_also_where_settings_prefer_nobody_any_more()
    {
        _facts.AddRange([new OperatorFacts(Anna) { IsAwaited = true }, new OperatorFacts(_clara) { IsAwaited = true }]);
        var people = new[] { (Anna, Presence.Available), (Boris, Presence.Available), (_clara, Presence.Busy) };

        Assert.Equal([null, Anna], Searches("|", people).Select(one => one.HeldFor));
    }

    [Fact]
    public void A_call_that_overflowed_keeps_the_ladder_of_the_queue_it_was_placed_in()
    {
        var placed = Queue() with { Name = "first", Ladder = _ladder };
        var ladders = new CallLadders(name => name == "first" ? placed : null);

        Assert.Equal((2, 0), (ladders.Of("default", "de:4|first").Last, ladders.Of("default", "de:4|").Last));
    }

    [Fact]
    public void A_match_offers_the_call_and_keeps_why()
    {
        _facts.Add(new OperatorFacts(Boris) { Pause = new OperatorPause(Noon, "lunch", IsAutomatic: false) });
        var match = Begun((Anna, Presence.Available), (Boris, Presence.Available)).Match;

        var (change, decision) = match.Choose([Waiting()]).Single();

        Assert.Equal(Anna, change.After.LiveOffers.Single().Operator);
        Assert.Equal((Waiting().Id.ToString(), "default", "Operators", At(60)), (decision.Call, decision.Queue, decision.Group, decision.At));
        Assert.Equal((Anna, RoutingStrategies.LongestIdle, ChoiceReason.OnlyOne), (decision.Chosen, decision.Strategy, decision.Reason));
        Assert.Equal([new Considered(Anna, 0, "no call yet")], decision.Considered);
        Assert.Equal([new Excluded(Boris, nameof(Availability.Paused))], decision.Excluded);
        Assert.Equal(0, decision.Others);
    }

    [Fact]
    public void A_decision_names_no_more_than_twenty_who_could_not()
    {
        var busy = Enumerable.Range(0, 50).Select(number => (new OperatorId($"op{number}"), Presence.Busy));
        var decision = Begun([(Anna, Presence.Available), .. busy]).Match.Choose([Waiting()]).Single().Decision;

        Assert.Equal((Decision.MostNamed, 30), (decision.Excluded.Count, decision.Others));
    }

    [Fact]
    public void A_call_that_is_about_to_be_given_up_is_not_offered()
    {
        Assert.Empty(Begun((Anna, Presence.Available)).Match.Choose([Waiting() with { GiveUpAt = At(60) }]));
    }

    [Fact]
    public void The_order_of_two_calls_is_set_by_class_then_by_arrival_without_the_head_start()
    {
        var random = new Random(7);
        var calls = Enumerable.Range(0, 500).Select(_ => Waiting() with
        {
            ArrivedAt = At(random.Next(100_000)),
            Class = random.Next(10),
            HeadStart = TimeSpan.FromSeconds(random.Next(86_400)),
        }).ToList();

        Assert.Equal(calls.OrderByDescending(call => call.Class).ThenBy(call => call.ArrivedAt - call.HeadStart), calls.OrderBy(call => call.Rank));
    }

    private IReadOnlyList<WaitingSearch> Searches(string kind, params (OperatorId Id, Presence Presence)[] operators) =>
        Begun(operators).Match.Searches([new WaitingKind("default", kind, IsRinging: false)]);

    private (Match Match, bool CanOffer) Begun(params (OperatorId Id, Presence Presence)[] operators)
    {
        var match = MatchOf(operators);
        return (match, match.Begin(new MatchFacts(_facts,
            new ConferenceCount(_conferences, _conferences, 0, 0),
            _learnt is { } learnt ? new LearntLimit(learnt, At(61)) : null,
            new Dictionary<string, OperatorId>())));
    }

    private Match MatchOf(params (OperatorId Id, Presence Presence)[] operators)
    {
        var roster = new Roster(new GroupId("2"), At(59), [.. operators.Select(one => new Operator(one.Id, one.Id.Value, one.Presence))]);
        var drawn = 0;
        var ground = new MatchGround(
            new RosterWatch().AfterRead(roster),
            [_queue],
            name => name == _queue.Name ? _queue : null,
            id => Staffing.Skills(_skills.GetValueOrDefault(id, "")),
            _most,
            () => new LedgerId(new Guid(++drawn, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])));
        return new Match(ground, new Matching([new LongestIdleStrategy(), new FewestCallsStrategy()]), At(60));
    }
}
