using ContactCenter.Calls;
using ContactCenter.Conferences;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

public class CallStepTests
{
    [Fact]
    public void A_waiting_call_rests_until_its_own_deadline_and_is_never_due_to_look_for_an_operator()
    {
        Assert.Equal(new CallStep.Rest(Waiting().GiveUpAt), For(Waiting(), At(100)));
    }

    [Fact]
    public void The_longest_wait_ends_the_call()
    {
        Assert.IsType<CallEvent.GivenUp>(Happens(Waiting(), Waiting().GiveUpAt));
    }

    [Fact]
    public void So_many_missed_rings_end_the_call()
    {
        var call = Waiting();
        for (var round = 0; round < Queue().MaxOffers; round++)
        {
            Assert.IsType<CallStep.Rest>(For(call, At(0)));
            call = call.After(new CallEvent.Offered(First, Anna, "Anna", At(0)))!.After(Rang(At(0)))!.After(Looked(joined: false, At(20)))!;
        }

        Assert.IsType<CallEvent.GivenUp>(Happens(call, At(21)));
    }

    [Fact]
    public void A_detached_guest_keeps_the_place_for_the_grace()
    {
        var grace = Queue().GuestGrace;

        Assert.Equal(new CallStep.Rest(At(1) + grace), For(Detached(), At(2)));
        Assert.IsType<CallEvent.Vanished>(Happens(Detached(), At(1) + grace));
    }

    [Fact]
    public void Time_in_which_no_node_was_up_does_not_count_against_a_detached_guest()
    {
        var again = Assert.IsType<CallStep.Happen>(CallStep.For(Detached(), Queue(), At(300), upSince: At(299)));

        Assert.Equal(new CallStep.Rest(At(299) + Queue().GuestGrace), For(Detached().After(again.Event)!, At(300)));
    }

    [Fact]
    public void A_guest_who_vanishes_while_it_rings_is_not_rung_for_any_longer()
    {
        var ringing = Ringing().After(new CallEvent.Detached([], At(3)))!;

        Assert.IsType<CallEvent.Vanished>(Happens(ringing, At(3) + Queue().GuestGrace));
    }

    [Fact]
    public void An_intended_offer_is_to_be_rung()
    {
        Assert.IsType<CallStep.Ring>(For(Offered(), At(1)));
    }

    [Fact]
    public void What_could_not_be_known_is_asked_again_later()
    {
        var delayed = Offered().After(new CallEvent.Delayed(First, Second1, At(5)))!;

        Assert.Equal(new CallStep.Rest(At(6)), For(delayed, At(5)));
        Assert.IsType<CallStep.Ring>(For(delayed, At(6)));
    }

    [Fact]
    public void A_ringing_offer_is_looked_at_once_an_interval()
    {
        var looked = Ringing().After(Looked(joined: false, At(5)))!;

        Assert.IsType<CallStep.LookForAnswer>(For(Ringing(), At(2)));
        Assert.Equal(new CallStep.Rest(At(6)), For(looked, At(5)));
        Assert.IsType<CallStep.LookForAnswer>(For(looked, At(6)));
    }

    [Fact]
    public void The_last_look_falls_on_the_rings_deadline()
    {
        var looked = Ringing().After(Looked(joined: false, At(21.5)))!;

        Assert.Equal(new CallStep.Rest(At(22)), For(looked, At(21.5)));
    }

    [Fact]
    public void An_offer_that_cannot_be_looked_at_after_its_deadline_is_asked_about_at_the_same_pace()
    {
        var delayed = Ringing().After(new CallEvent.Delayed(First, Second1, At(25)))!;

        Assert.Equal(new CallStep.Rest(At(26)), For(delayed, At(25)));
        Assert.IsType<CallStep.LookForAnswer>(For(delayed, At(26)));
    }

    [Fact]
    public void After_the_answer_the_link_is_tried_for_and_never_given_up_without_a_try_however_late()
    {
        var delayed = Answered().After(new CallEvent.Delayed(First, Second1, At(4)))!;

        Assert.IsType<CallStep.FetchLink>(For(Answered(), At(3)));
        Assert.Equal(new CallStep.Rest(At(5)), For(delayed, At(4)));
        Assert.IsType<CallStep.FetchLink>(For(delayed, At(600)));
    }

    [Fact]
    public void A_conversation_is_looked_at_at_its_time_and_ended_at_the_longest()
    {
        Assert.Equal(new CallStep.Rest(At(14)), For(Connected(), At(5)));
        Assert.IsType<CallStep.LookIn>(For(Connected(), At(14)));
        Assert.IsType<CallEvent.TimedOut>(Happens(Connected(), At(4) + Queue().MaxCall));
    }

    [Fact]
    public void An_ended_call_needs_nothing()
    {
        Assert.Equal(new CallStep.Rest(DateTimeOffset.MaxValue), For(Ended(), At(1_000_000)));
    }

    [Fact]
    public void Every_situation_that_is_not_the_end_has_a_deadline()
    {
        Call[] living = [Waiting(), Detached(), Offered(), Ringing(), Answered(), Connected(), Connected().After(LookedIn(Attendance.Nobody, At(9)))!];

        Assert.All(living, call => Assert.True(CallStep.DueAt(call, Queue(), At(9)) <= At(4) + Queue().MaxCall));
    }

    private static CallStep For(Call call, DateTimeOffset now) => CallStep.For(call, Queue(), now);

    private static CallEvent Happens(Call call, DateTimeOffset now) => Assert.IsType<CallStep.Happen>(For(call, now)).Event;
}
