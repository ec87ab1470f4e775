using ContactCenter.Calls;
using ContactCenter.Routing;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>One call rings at several operators at once.</summary>
public class SeveralOffersTests
{
    private static readonly QueueSettings _queue = Queue() with { RingWidth = 2, RingWidthGrowsAfter = TimeSpan.FromSeconds(10) };

    [Fact]
    public void A_call_wants_operators_until_it_is_asked_of_as_many_as_it_is_wide()
    {
        Assert.False(Ringing().WantsOperator);
        Assert.True(Wide().WantsOperator);
        Assert.False(RingingAtTwo().WantsOperator);
        Assert.False((Wide() with { DetachedAt = At(3) }).WantsOperator);
        Assert.False(Wide().After(Looked(joined: true, At(3)))!.WantsOperator);
    }

    [Fact]
    public void Nobody_is_asked_twice_at_once()
    {
        Assert.Null(Wide().After(new CallEvent.Offered(Second, Anna, "Anna", At(3))));
    }

    [Fact]
    public void Nobody_is_asked_any_more_once_the_wait_was_too_long()
    {
        Assert.Null(Wide().After(new CallEvent.Offered(Second, Boris, "Boris", Wide().GiveUpAt)));
    }

    [Fact]
    public void The_first_answer_wins_and_the_others_are_taken_back_without_blame()
    {
        var change = Change(RingingAtTwo(), Looked(joined: true, At(5), conference: Second));

        Assert.Equal([OfferState.Rescinded, OfferState.Answered], change.After.Offers.Select(offer => offer.State));
        Assert.Equal([First], change.Condemned);
        Assert.Empty(change.Marks);
        Assert.Equal(Boris, change.JustAnswered!.Operator);
        Assert.Null(change.After.After(Looked(joined: true, At(6))));
        Assert.Null(Change(change.After, new CallEvent.Delayed(Second, Second1, At(6))).JustAnswered);
    }

    [Fact]
    public void A_guest_who_leaves_takes_all_offers_back()
    {
        var change = Change(RingingAtTwo(), new CallEvent.HungUp(At(5)));

        Assert.Equal([First, Second], change.Condemned);
        Assert.All(change.After.Offers, offer => Assert.Equal(OfferState.Rescinded, offer.State));
        Assert.Empty(change.Marks);
    }

    [Fact]
    public void One_who_does_not_answer_has_missed_the_ring_while_it_goes_on_at_the_other()
    {
        var change = Change(RingingAtTwo(), Looked(joined: false, At(22)));

        Assert.Equal(CallState.Ringing, change.After.State);
        Assert.Equal([First], change.Condemned);
        Assert.Equal((Anna, true), (Assert.Single(change.Marks).Operator, change.Marks.Single().IsMissed));
        Assert.Equal(Noon, change.After.WaitingSince);
        Assert.True(change.After.WantsOperator);
        Assert.False(change.IsVisible);
    }

    [Fact]
    public void It_waits_again_when_nothing_rings_any_longer_and_is_as_wide_as_its_queue_says()
    {
        var grown = RingingAtTwo() with { Width = 7, WidenAt = At(60) };
        var one = Change(grown, Looked(joined: false, At(22))).After;
        var none = Change(one, Looked(joined: false, At(23), conference: Second)).After;

        Assert.Equal((7, At(60)), (one.Width, one.WidenAt));
        Assert.Equal((CallState.Waiting, At(23), 2, null), (none.State, none.WaitingSince, none.Width, none.WidenAt));
    }

    [Fact]
    public void Where_the_last_offer_never_rings_it_has_waited_since_the_last_ring_in_vain()
    {
        var ringingAndOffered = Wide().After(new CallEvent.Offered(Second, Boris, "Boris", At(3)))!;
        var offered = ringingAndOffered.After(Looked(joined: false, At(22)))!;

        Assert.Equal(Noon, offered.WaitingSince);
        Assert.Equal(At(22), offered.After(new CallEvent.Withdrawn(Second, At(25)))!.WaitingSince);
    }

    [Fact]
    public void Whoever_missed_it_last_is_who_let_it_ring_longest()
    {
        var both = RingingAtTwo().After(Looked(joined: false, At(23), conference: Second))!.After(Looked(joined: false, At(24)))!;

        Assert.Equal(Anna, both.LastMissed!.Operator);
    }

    [Fact]
    public void The_last_ring_that_may_be_missed_leaves_the_others_ringing_and_asks_nobody_else()
    {
        var queue = _queue with { MaxOffers = 1 };
        var one = CallChange.Of(RingingAtTwo(), Looked(joined: false, At(22)), queue, At(22.5))!;

        Assert.False(one.After.WantsOperator);
        Assert.IsType<CallStep.LookForAnswer>(CallStep.For(one.After, queue, At(23)));
        Assert.Equal(Boris, one.After.After(Looked(joined: true, At(23), conference: Second))!.Answer!.Operator);

        var none = CallChange.Of(one.After, Looked(joined: false, At(24), conference: Second), queue, At(24))!;
        Assert.IsType<CallEvent.GivenUp>(Assert.IsType<CallStep.Happen>(CallStep.For(none.After, queue, At(24))).Event);
    }

    [Fact]
    public void While_it_rings_it_grows_by_one_each_interval()
    {
        var ringing = Change(Offered(), Rang(At(2))).After;
        Assert.Equal((1, At(12)), (ringing.Width, ringing.WidenAt));

        var second = Change(ringing with { Width = 2 }, new CallEvent.Offered(Second, Boris, "Boris", At(3))).After;
        Assert.Equal(At(12), Change(second, Rang(At(5), Second)).After.WidenAt);

        var widened = Change(ringing, new CallEvent.Widened(At(12))).After;
        Assert.Equal((2, At(22)), (widened.Width, widened.WidenAt));
        Assert.True(widened.WantsOperator);
    }

    [Fact]
    public void It_grows_up_to_twenty_and_not_at_all_where_settings_do_not_say_so()
    {
        var last = Change(Ringing() with { Width = 19, WidenAt = At(9) }, new CallEvent.Widened(At(9))).After;

        Assert.Equal((20, null), (last.Width, last.WidenAt));
        Assert.Null(last.After(new CallEvent.Widened(At(10))));
        Assert.Null(CallChange.Of(Offered(), Rang(At(2)), Queue(), At(2))!.After.WidenAt);
    }

    [Fact]
    public void An_answer_ends_the_growth()
    {
        var answered = (Ringing() with { WidenAt = At(9) }).After(Looked(joined: true, At(5)))!;

        Assert.Null(answered.WidenAt);
        Assert.Null(answered.After(new CallEvent.Widened(At(9))));
    }

    [Fact]
    public void What_nobody_has_tried_to_ring_comes_first_and_then_what_is_to_be_looked_at_first()
    {
        var call = RingingAtTwo().After(Looked(joined: false, At(5)))! with { Width = 3 };
        Assert.Equal(Second, Assert.IsType<CallStep.LookForAnswer>(CallStep.For(call, _queue, At(5.5))).Offer.Conference);

        var three = call.After(new CallEvent.Offered(Third, Clara, "Clara", At(5)))!;
        Assert.Equal(Third, Assert.IsType<CallStep.Ring>(CallStep.For(three, _queue, At(5.5))).Offer.Conference);
    }

    [Fact]
    public void An_offer_that_is_being_rung_or_cannot_be_seen_keeps_nobody_from_looking_at_the_others()
    {
        var offered = Wide().After(new CallEvent.Offered(Second, Boris, "Boris", At(2)))!;
        Assert.Equal(First, Assert.IsType<CallStep.LookForAnswer>(CallStep.For(offered, _queue, At(3), beingRung: [Second])).Offer.Conference);

        var unseen = RingingAtTwo().After(new CallEvent.Delayed(First, Second1, At(5)))!;
        Assert.Equal(Second, Assert.IsType<CallStep.LookForAnswer>(CallStep.For(unseen, _queue, At(6))).Offer.Conference);
    }

    [Fact]
    public void It_rests_until_the_first_of_all_its_moments()
    {
        var looked = RingingAtTwo().After(Looked(joined: false, At(5)))!.After(Looked(joined: false, At(5.5), conference: Second))!;

        Assert.Equal(new CallStep.Rest(At(6)), CallStep.For(looked, _queue, At(5.7)));
        Assert.Equal(new CallStep.Rest(At(6.5)), CallStep.For(looked, _queue, At(5.7), beingRung: [First]));
        Assert.Equal(new CallStep.Rest(At(5.8)), CallStep.For(looked with { WidenAt = At(5.8) }, _queue, At(5.7)));
        Assert.Equal(new CallStep.Rest(At(5.9)), CallStep.For(looked with { HeldFor = Clara, HeldUntil = At(5.9) }, _queue, At(5.7)));
        Assert.IsType<CallEvent.Widened>(
            Assert.IsType<CallStep.Happen>(CallStep.For(looked with { WidenAt = At(5.8) }, _queue, At(5.8))).Event);
    }

    private static CallChange Change(Call call, CallEvent happened) => CallChange.Of(call, happened, _queue, happened.At)!;
}
