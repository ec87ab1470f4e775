using ContactCenter.Calls;
using ContactCenter.Routing;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>A call that has waited for too long for its queue or its operator.</summary>
public class OverflowTests
{
    private static readonly QueueSettings _other = Queue() with { Name = "other", RingWidth = 3 };

    [Fact]
    public void A_call_goes_to_another_queue_with_its_age_and_its_rank()
    {
        var call = Waiting() with { Class = 2, HeadStart = TimeSpan.FromMinutes(1), OverflowAt = At(60) };
        var change = CallChange.Of(call, new CallEvent.Overflowed("other", At(90), At(60)), _other, At(60))!;
        var moved = change.After;

        Assert.Equal(("other", "default", At(90), 3), (moved.Queue, moved.PlacedIn, moved.OverflowAt, moved.Width));
        Assert.Equal((call.Rank, call.ArrivedAt, call.GiveUpAt, call.WaitingSince), (moved.Rank, moved.ArrivedAt, moved.GiveUpAt, moved.WaitingSince));
        Assert.Equal(At(90), change.DueAt);
        Assert.True(change.IsVisible);
    }

    [Fact]
    public void A_call_never_goes_back_to_a_queue_it_has_been_in()
    {
        var moved = Waiting();
        foreach (var queue in new[] { "second", "third" })
        {
            moved = moved.After(new CallEvent.Overflowed(queue, null, At(60)))!;
        }

        Assert.Equal("default", moved.PlacedIn);
        Assert.All(["default", "Second", "third"], queue => Assert.Null(moved.After(new CallEvent.Overflowed(queue, null, At(61)))));
        Assert.Null((Waiting() with { PlacedIn = "first" }).After(new CallEvent.Overflowed("first", null, At(61))));
        Assert.NotNull(moved.After(new CallEvent.Overflowed("fourth", null, At(61))));
    }

    [Fact]
    public void A_call_that_is_offered_goes_on_only_when_it_waits_again()
    {
        var ringing = Ringing() with { OverflowAt = At(10), Offers = [Ringing().Offers[0] with { LookAt = At(15) }] };

        Assert.Equal(new CallStep.Rest(At(15)), CallStep.For(ringing, Queue(), At(12)));
        Assert.IsType<CallStep.Overflow>(CallStep.For(ringing.After(Looked(joined: false, At(22)))!, Queue(), At(22)));
    }

    [Fact]
    public void A_call_is_due_when_it_has_waited_for_too_long_for_its_queue()
    {
        var call = Waiting() with { OverflowAt = At(60) };

        Assert.Equal(new CallStep.Rest(At(60)), CallStep.For(call, Queue(), At(59)));
        Assert.IsType<CallStep.Overflow>(CallStep.For(call, Queue(), At(60)));
        Assert.Equal(At(70), CallChange.Of(call, new CallEvent.NotOverflowed(At(70), At(60)), Queue(), At(60))!.DueAt);
        Assert.Equal(call.GiveUpAt, CallChange.Of(call, new CallEvent.NotOverflowed(null, At(60)), Queue(), At(60))!.DueAt);
        Assert.IsType<CallEvent.GivenUp>(Assert.IsType<CallStep.Happen>(CallStep.For(call, Queue(), call.GiveUpAt)).Event);
    }

    [Fact]
    public void Where_a_call_goes_that_has_waited_for_too_long()
    {
        var call = Waiting();
        var next = _other with { OverflowTo = "third", OverflowAfter = TimeSpan.FromMinutes(2) };

        Assert.Equal(new CallEvent.Overflowed("other", null, At(60)), NextQueue.Of(call, Queue(), _other, 0, At(60)));
        Assert.Equal(new CallEvent.Overflowed("other", At(180), At(60)), NextQueue.Of(call, Queue(), next, 0, At(60)));
        Assert.Equal(
            new CallEvent.NotOverflowed(At(60) + Queue().RetryDelay, At(60)), NextQueue.Of(call, Queue(), _other, _other.QueueLimit, At(60)));
        Assert.Equal(new CallEvent.NotOverflowed(null, At(60)), NextQueue.Of(call, Queue(), other: null, 0, At(60)));
        Assert.Equal(new CallEvent.NotOverflowed(null, At(60)), NextQueue.Of(call, Queue(), Queue(), 0, At(60)));
    }

    [Fact]
    public void A_call_is_held_for_an_operator_until_its_time_is_up()
    {
        Assert.Equal(new CallStep.Rest(At(20)), CallStep.For(Held(), Queue(), At(19)));

        var released = Assert.IsType<CallStep.Happen>(CallStep.For(Held(), Queue(), At(20))).Event;
        IsHeldForNobody(Held().After(released)!);
        Assert.Null(Waiting().After(released));
    }

    [Fact]
    public void A_ring_that_was_missed_by_whom_it_was_held_for_releases_it_and_one_that_never_was_does_not()
    {
        var offered = Held().After(new CallEvent.Offered(First, Anna, "Anna", At(1)))!;

        IsHeldForNobody(offered.After(Rang(At(2)))!.After(Looked(joined: false, At(22)))!);
        Assert.Equal(Anna, offered.After(new CallEvent.Withdrawn(First, At(3)))!.HeldFor);
    }

    [Fact]
    public void A_ring_missed_by_somebody_else_does_not_release_it()
    {
        var ringing = Ringing() with { HeldFor = Boris, HeldUntil = At(60) };

        Assert.Equal(Boris, ringing.After(Looked(joined: false, At(22)))!.HeldFor);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(20, true)]
    public void A_call_that_comes_to_another_queue_is_held_on_only_where_operators_are_waited_for(int preferredFor, bool isHeld)
    {
        var other = _other with { PreferredFor = TimeSpan.FromSeconds(preferredFor) };
        CallEvent[] comings = [new CallEvent.Overflowed("other", null, At(10)), new CallEvent.Moved("other", At(10))];

        Assert.All(comings, coming =>
        {
            var change = CallChange.Of(Held(), coming, other, At(10))!;

            Assert.Equal(isHeld ? (Anna, At(20)) : (null, null), (change.After.HeldFor, change.After.HeldUntil));
            Assert.Equal(isHeld ? At(20) : Held().GiveUpAt, change.DueAt);
        });
    }

    private static void IsHeldForNobody(Call call) => Assert.Equal((null, null), (call.HeldFor, call.HeldUntil));
}
