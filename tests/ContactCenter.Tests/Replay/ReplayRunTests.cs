using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Replay;
using ContactCenter.Routing;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Replay;

/// <summary>A history once more, with the same settings or with others.</summary>
public class ReplayRunTests
{
    [Fact]
    public void With_the_same_settings_it_comes_to_what_was()
    {
        var recorded = new Recorded()
            .Answered(at: 0, by: Anna, offeredAt: 0, ring: 5, talk: 60).Decided(at: 0, [Anna])
            .Answered(at: 10, by: Anna, offeredAt: 65, ring: 5, talk: 60).Decided(at: 65, [Anna]);

        var replayed = recorded.Replayed();

        Assert.Equal(recorded.Calls.Select(Story), replayed.Select(Story));
        Assert.Equal((32.5, 50), (Figures.Of(replayed).MeanWait, Figures.Of(replayed).ServiceLevel));
    }

    [Fact]
    public void More_ring_width_shortens_waits_and_keeps_guests()
    {
        var recorded = WithAnnaAwayFromHerDesk();

        var (narrow, wide) = (Figures.Of(recorded.Replayed()), Figures.Of(recorded.Replayed(Queue() with { RingWidth = 2 })));

        Assert.Equal((1, 1, 24), (narrow.Answered, narrow.Abandoned, narrow.MeanWait));
        Assert.Equal((2, 0, 4), (wide.Answered, wide.Abandoned, wide.MeanWait));
    }

    [Fact]
    public void A_shorter_ring_hands_a_guest_on_sooner_and_misses_a_slow_answer()
    {
        var recorded = WithAnnaAwayFromHerDesk();

        Assert.Equal(At(9), recorded.Replayed(Queue() with { RingTimeout = TimeSpan.FromSeconds(5) })[0].AnsweredAt);
        Assert.All(recorded.Replayed(Queue() with { RingTimeout = TimeSpan.FromSeconds(3), MaxOffers = 2 }), call => Assert.Null(call.AnsweredAt));
    }

    [Fact]
    public void Two_strategies_choose_as_they_must()
    {
        var recorded = new Recorded()
            .Answered(at: 0, by: Anna, offeredAt: 0, ring: 4, talk: 96).Decided(at: 0, [Anna, Boris])
            .Answered(at: 5, by: Boris, offeredAt: 5, ring: 4, talk: 11).Decided(at: 5, [Boris], (Anna, "Talking"))
            .Answered(at: 200, by: Boris, offeredAt: 200, ring: 4, talk: 10).Decided(at: 200, [Boris, Anna]);

        Assert.Equal([Anna, Boris, Boris], Answerers(recorded.Replayed(Queue() with { Strategy = RoutingStrategies.LongestIdle })));
        Assert.Equal([Anna, Boris, Anna], Answerers(recorded.Replayed(Queue() with { Strategy = RoutingStrategies.RoundRobin })));
    }

    [Fact]
    public void The_same_history_and_settings_give_the_same_calls()
    {
        var recorded = new Recorded();
        for (var number = 0; number < 50; number++)
        {
            recorded.Answered(at: number * 7, by: number % 2 == 0 ? Anna : Boris, offeredAt: number * 7, ring: 4, talk: 8)
                .Decided(at: number * 7, [Anna, Boris, Clara]);
        }

        var random = Queue() with { Strategy = RoutingStrategies.Random };
        Assert.Equal(recorded.Replayed(random).Select(Story), recorded.Replayed(random).Select(Story));
        Assert.NotEqual(Answerers(recorded.Replayed()), Answerers(recorded.Replayed(random)));
    }

    [Fact]
    public void Whoever_a_decision_does_not_name_is_away_and_takes_no_calls()
    {
        var recorded = new Recorded()
            .Answered(at: 0, by: Boris, offeredAt: 0, ring: 4, talk: 10).Decided(at: 0, [Boris, Anna])
            .Answered(at: 100, by: Boris, offeredAt: 100, ring: 4, talk: 100).Decided(at: 100, [Boris])
            .Answered(at: 110, by: Boris, offeredAt: 204, ring: 4, talk: 10).Decided(at: 204, [Boris], (Anna, "Paused"));

        Assert.Equal([Anna, Boris, Boris], Answerers(recorded.Replayed()));
    }

    [Fact]
    public void A_call_that_was_given_up_because_nobody_was_there_is_given_up_again()
    {
        var recorded = new Recorded()
            .Answered(at: 0, by: Anna, offeredAt: 0, ring: 4, talk: 10).Decided(at: 0, [Anna])
            .Unanswered(at: 1000, endedAt: 1020);

        var last = recorded.Replayed()[^1];

        Assert.Equal((CallOutcome.Unanswered, At(1020), 0), (last.Outcome, last.EndedAt, last.Offers.Count));
    }

    [Fact]
    public void A_longer_wrap_up_makes_guests_wait()
    {
        var recorded = new Recorded()
            .Answered(at: 0, by: Anna, offeredAt: 0, ring: 4, talk: 6).Decided(at: 0, [Anna])
            .Answered(at: 20, by: Anna, offeredAt: 20, ring: 4, talk: 6).Decided(at: 20, [Anna]);

        Assert.Equal([At(4), At(24)], recorded.Replayed().Select(call => call.AnsweredAt));
        Assert.Equal([At(4), At(74)], recorded.Replayed(Queue() with { WrapUp = TimeSpan.FromMinutes(1) }).Select(call => call.AnsweredAt));
    }

    private static Recorded WithAnnaAwayFromHerDesk()
    {
        var recorded = new Recorded();
        return recorded
            .Answered(at: 0, by: Boris, offeredAt: 20, ring: 4, talk: 30, recorded.Missed(Anna, at: 0))
            .Decided(at: 0, [Anna, Boris]).Decided(at: 20, [Boris], (Anna, Excluded.JustMissed))
            .Abandoned(at: 100, endedAt: 115, recorded.Rescinded(Anna, at: 100, endedAt: 115)).Decided(at: 100, [Anna, Boris]);
    }

    private static IEnumerable<OperatorId?> Answerers(IEnumerable<Call> calls) => calls.Select(call => call.Answer?.Operator);

    private static (CallId, OperatorId?, DateTimeOffset?, DateTimeOffset?, CallOutcome?) Story(Call call) =>
        (call.Id, call.Answer?.Operator, call.AnsweredAt, call.EndedAt, call.Outcome);
}
