using ContactCenter.Calls;
using ContactCenter.Conferences;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

public class CallTests
{
    /// <summary>Every situation a call can be in, every event, and what becomes of it: what is missing is refused as late.</summary>
    [Fact]
    public void The_whole_machine()
    {
        (string Name, Call Call)[] situations =
        [
            ("waiting", Waiting()),
            ("held", Held()),
            ("detached", Detached()),
            ("offered", Offered()),
            ("ringing", Ringing()),
            ("wide", Wide()),
            ("at two", RingingAtTwo()),
            ("answered", Answered()),
            ("connected", Connected()),
            ("ended", Ended()),
        ];
        (string Name, CallEvent Event)[] events =
        [
            ("offered", new CallEvent.Offered(Second, Boris, "Boris", At(2))),
            ("rang", Rang(At(2))),
            ("withdrawn", new CallEvent.Withdrawn(First, At(2))),
            ("joined", Looked(joined: true, At(5))),
            ("not yet", Looked(joined: false, At(5))),
            ("gone", Looked(joined: false, At(5), gone: true)),
            ("too late", Looked(joined: false, At(30))),
            ("another joined", Looked(joined: true, At(5), conference: Second)),
            ("delayed", new CallEvent.Delayed(First, Second1, At(5))),
            ("widened", new CallEvent.Widened(At(5))),
            ("released", new CallEvent.Released(At(5))),
            ("overflowed", new CallEvent.Overflowed("other", null, At(5))),
            ("not overflowed", new CallEvent.NotOverflowed(At(6), At(5))),
            ("moved", new CallEvent.Moved("other", At(5))),
            ("link", new CallEvent.Connected(First, "https://v/1", Second1, At(6))),
            ("rejoined", new CallEvent.Rejoined("https://v/2", At(8))),
            ("seen both", LookedIn(There(true, true), At(9))),
            ("not seen", new CallEvent.NotSeen(Second1, At(9))),
            ("silent", new CallEvent.Detached([], At(9))),
            ("back", new CallEvent.Attached(Node, At(9))),
            ("hung up", new CallEvent.HungUp(At(9))),
            ("page closed", new CallEvent.PageClosed(null, Refused: false, At(9))),
            ("page refused", new CallEvent.PageClosed(null, Refused: true, At(9))),
            ("vanished", new CallEvent.Vanished(At(99))),
            ("given up", new CallEvent.GivenUp(At(99))),
            ("failed", new CallEvent.Failed(At(99))),
            ("timed out", new CallEvent.TimedOut(At(99))),
        ];

        var machine = situations.Select(situation => $"{situation.Name}: " + string.Join(", ",
            from one in events
            let next = situation.Call.After(one.Event)
            where next is not null
            select $"{one.Name} -> {SituationOf(next)}"));

        Assert.Equal(
        [
            "waiting: offered -> offered, overflowed -> waiting, not overflowed -> waiting, moved -> waiting, silent -> detached, back -> waiting, " +
                "hung up -> Abandoned, given up -> Unanswered",
            "held: offered -> offered, released -> waiting, overflowed -> held, not overflowed -> held, moved -> held, silent -> detached, back -> held, " +
                "hung up -> Abandoned, given up -> Unanswered",
            "detached: overflowed -> detached, not overflowed -> detached, moved -> detached, silent -> detached, back -> waiting, hung up -> Abandoned, " +
                "vanished -> Abandoned, given up -> Unanswered",
            "offered: rang -> ringing, withdrawn -> waiting, delayed -> offered, silent -> offered, back -> offered, hung up -> Abandoned, given up -> Unanswered",
            "ringing: joined -> answered, not yet -> ringing, gone -> waiting, too late -> waiting, delayed -> ringing, widened -> ringing, " +
                "silent -> ringing, back -> ringing, hung up -> Abandoned",
            "wide: offered -> ringing+offered, joined -> answered, not yet -> ringing, gone -> waiting, too late -> waiting, delayed -> ringing, " +
                "widened -> ringing, silent -> ringing, back -> ringing, hung up -> Abandoned",
            "at two: joined -> answered, not yet -> ringing+ringing, gone -> ringing, too late -> ringing, another joined -> answered, " +
                "delayed -> ringing+ringing, widened -> ringing+ringing, silent -> ringing+ringing, back -> ringing+ringing, hung up -> Abandoned",
            "answered: delayed -> answered, link -> connected, silent -> answered, back -> answered, hung up -> Abandoned, failed -> Failed",
            "connected: rejoined -> connected, seen both -> connected, not seen -> connected, silent -> connected, hung up -> Completed, " +
                "page closed -> Completed, page refused -> Failed, timed out -> Completed",
            "ended: ",
        ], machine);
    }

    [Fact]
    public void The_guest_sees_ringing_until_the_link_is_there()
    {
        Assert.Equal(
            [CallState.Waiting, CallState.Waiting, CallState.Ringing, CallState.Ringing, CallState.Connected, CallState.Ended],
            new[] { Waiting(), Offered(), Ringing(), Answered(), Connected(), Ended() }.Select(call => call.State));
    }

    [Fact]
    public void A_device_rings_until_its_time_is_up()
    {
        var offer = Assert.Single(Ringing().LiveOffers);

        Assert.Equal(At(2) + RingTime, offer.RingsUntil);
    }

    [Fact]
    public void From_the_answer_on_the_rings_deadline_is_void()
    {
        Assert.Null(Answered().Answer!.RingsUntil);
    }

    [Fact]
    public void A_look_on_the_deadline_lets_the_offer_lapse_and_the_call_wait_on_from_then()
    {
        var waiting = Ringing().After(Looked(joined: false, At(22)))!;

        Assert.Equal(OfferState.Lapsed, waiting.Offers[0].State);
        Assert.Equal(At(22), waiting.WaitingSince);
        Assert.True(waiting.WantsOperator);
        Assert.Equal(1, waiting.Missed);
    }

    [Fact]
    public void An_offer_that_never_rang_counts_against_nobody()
    {
        var waiting = Offered().After(new CallEvent.Withdrawn(First, At(3)))!;

        Assert.Equal((0, null, Noon), (waiting.Missed, waiting.LastMissed, waiting.WaitingSince));
    }

    [Fact]
    public void A_late_answer_to_an_earlier_offer_is_ignored()
    {
        var asked = Ringing().After(Looked(joined: false, At(30)))!.After(new CallEvent.Offered(Second, Boris, "Boris", At(31)))!;

        Assert.Null(asked.After(Looked(joined: true, At(32))));
        Assert.Null(asked.After(Rang(At(32))));
    }

    [Fact]
    public void A_guest_who_hangs_up_first_beats_the_operator_who_answers()
    {
        var ended = Ringing().After(new CallEvent.HungUp(At(4)))!;

        Assert.Equal(CallOutcome.Abandoned, ended.Outcome);
        Assert.Equal(OfferState.Rescinded, ended.Offers[0].State);
        Assert.Null(ended.After(Looked(joined: true, At(5))));
    }

    [Fact]
    public void A_vanished_guests_call_ended_at_the_last_sign_of_life()
    {
        Assert.Equal(At(1), Detached().After(new CallEvent.Vanished(At(16)))!.EndedAt);
    }

    [Fact]
    public void A_guest_who_came_back_and_went_again_has_the_whole_grace_once_more()
    {
        var again = Waiting().After(new CallEvent.Detached([], At(10)))! with { Grace = TimeSpan.FromSeconds(15) };

        Assert.Null(again.After(new CallEvent.Vanished(At(16))));
        Assert.Equal(CallOutcome.Abandoned, again.After(new CallEvent.Vanished(At(25)))!.Outcome);
    }

    [Fact]
    public void A_detached_guest_is_not_offered()
    {
        Assert.False(Detached().WantsOperator);
        Assert.Null(Detached().After(new CallEvent.Offered(First, Anna, "Anna", At(2))));
    }

    [Fact]
    public void A_guest_at_two_nodes_is_away_only_when_both_have_lost_sight()
    {
        var both = Waiting().After(new CallEvent.Attached(Node, At(1)))!.After(new CallEvent.Attached(OtherNode, At(2)))!;

        var one = both.After(new CallEvent.Detached([Node], At(3)))!;
        Assert.Equal([OtherNode], one.Nodes);
        Assert.True(one.WantsOperator);
        Assert.Null(one.After(new CallEvent.Detached([Node], At(4))));

        var none = one.After(new CallEvent.Detached([OtherNode], At(5)))!;
        Assert.Empty(none.Nodes);
        Assert.Equal(At(5), none.DetachedAt);
    }

    [Fact]
    public void A_restart_gives_a_detached_guest_a_fresh_grace_and_an_older_silence_does_not_shorten_it()
    {
        var fresh = Detached().After(new CallEvent.Detached([], At(60)))!;

        Assert.Equal(At(60), fresh.DetachedAt);
        Assert.Null(fresh.After(new CallEvent.Detached([], At(50))));
    }

    [Fact]
    public void The_page_of_an_older_leg_ends_nothing()
    {
        var rejoined = Connected().After(new CallEvent.Rejoined("https://v/2", At(8)))!;

        Assert.Equal(2, rejoined.Leg);
        Assert.Null(rejoined.After(new CallEvent.PageClosed(1, Refused: false, At(9))));
        Assert.Equal(CallOutcome.Completed, rejoined.After(new CallEvent.PageClosed(2, Refused: false, At(9)))!.Outcome);
    }

    [Fact]
    public void A_conversation_that_is_empty_in_two_looks_in_a_row_is_over()
    {
        var once = Connected().After(LookedIn(Attendance.Nobody, At(10)))!;

        Assert.Null(once.Outcome);
        Assert.Equal(CallOutcome.Completed, once.After(LookedIn(Attendance.Nobody, At(11)))!.Outcome);
    }

    [Fact]
    public void A_conversation_seen_empty_once_goes_on_when_somebody_is_back()
    {
        var back = Connected().After(LookedIn(Attendance.Nobody, At(10)))!.After(LookedIn(There(true, true), At(11)))!;

        Assert.Null(back.After(LookedIn(Attendance.Nobody, At(12)))!.Outcome);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void One_alone_is_waited_for_until_the_solo_limit(bool operatorThere, bool guestThere)
    {
        var alone = Connected().After(LookedIn(There(operatorThere, guestThere), At(10)))!;
        var still = alone.After(LookedIn(There(operatorThere, guestThere), At(39)))!;

        Assert.Null(still.Outcome);
        Assert.Equal(CallOutcome.Completed, still.After(LookedIn(There(operatorThere, guestThere), At(40)))!.Outcome);
    }

    [Fact]
    public void A_silent_guest_in_a_conversation_makes_it_worth_a_look_at_once()
    {
        var silent = Connected().After(new CallEvent.Detached([], At(6)))!;

        Assert.Equal(At(6), silent.LookAt);
        Assert.Null(silent.DetachedAt);
    }

    [Fact]
    public void Conferences_are_condemned_exactly_when_nobody_wants_them_any_more()
    {
        Assert.Empty(ChangeOf(Offered(), Rang(At(2))).Condemned);
        Assert.Empty(ChangeOf(Ringing(), Looked(joined: true, At(5))).Condemned);
        Assert.Equal([First], ChangeOf(Offered(), new CallEvent.Withdrawn(First, At(2))).Condemned);
        Assert.Equal([First], ChangeOf(Ringing(), Looked(joined: false, At(30))).Condemned);
        Assert.Equal([First], ChangeOf(Ringing(), new CallEvent.HungUp(At(5))).Condemned);
        Assert.Equal([First], ChangeOf(Connected(), new CallEvent.TimedOut(At(5))).Condemned);
    }

    [Fact]
    public void Idle_time_starts_anew_after_a_missed_ring_or_a_conversation_and_not_after_a_rescinded_offer()
    {
        Assert.Equal([Anna], ChangeOf(Ringing(), Looked(joined: false, At(30))).Marks.Select(mark => mark.Operator));
        Assert.Equal([Anna], ChangeOf(Connected(), new CallEvent.HungUp(At(30))).Marks.Select(mark => mark.Operator));
        Assert.Empty(ChangeOf(Ringing(), new CallEvent.HungUp(At(5))).Marks);
        Assert.Empty(ChangeOf(Offered(), new CallEvent.Withdrawn(First, At(5))).Marks);
    }

    [Fact]
    public void An_offer_is_an_intent_in_the_ledger_that_takes_its_operator()
    {
        var intent = Assert.Single(ChangeOf(Waiting(), new CallEvent.Offered(First, Anna, "Anna", At(1))).Intents);

        Assert.Equal((First, Anna, At(1)), (intent.Id, intent.Operator, intent.IntendedAt));
    }

    private static CallChange ChangeOf(Call call, CallEvent happened) => CallChange.Of(call, happened, Queue(), happened.At)!;

    private static string SituationOf(Call call) => call switch
    {
        { Outcome: { } outcome } => outcome.ToString(),
        { ConnectedAt: not null } => "connected",
        { Answer: not null } => "answered",
        _ when call.LiveOffers.Any() =>
            string.Join('+', call.LiveOffers.Select(offer => offer.State == OfferState.Ringing ? "ringing" : "offered")),
        { DetachedAt: not null } => "detached",
        { HeldFor: not null } => "held",
        _ => "waiting",
    };
}
