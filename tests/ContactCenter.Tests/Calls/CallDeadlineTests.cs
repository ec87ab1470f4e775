using ContactCenter.Calls;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>Settings change while calls live: a deadline that has begun stays where it is, earlier or later.</summary>
public class CallDeadlineTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(600)]
    public void The_grace_of_a_guest_who_is_away_does_not_move(int seconds)
    {
        var away = After(Waiting(), new CallEvent.Detached([], At(1)), At(1));
        var edited = Queue() with { GuestGrace = TimeSpan.FromSeconds(seconds) };

        Assert.Equal(At(1) + Queue().GuestGrace, CallStep.DueAt(away, edited, At(1)));
        Assert.IsType<CallStep.Happen>(CallStep.For(away, edited, At(1) + Queue().GuestGrace));
    }

    [Fact]
    public void A_guest_who_goes_away_again_has_the_new_grace()
    {
        var back = After(After(Waiting(), new CallEvent.Detached([], At(1)), At(1)), new CallEvent.Attached(Node, At(2)), At(2));
        var edited = Queue() with { GuestGrace = TimeSpan.FromSeconds(99) };

        var again = CallChange.Of(back, new CallEvent.Detached([Node], At(3)), edited, At(3))!;

        Assert.Equal(At(3 + 99), again.DueAt);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void The_longest_conversation_does_not_move(int seconds)
    {
        var connected = After(Answered(), new CallEvent.Connected(First, "https://v/1", TimeSpan.FromDays(1), At(4)), At(4));
        var edited = Queue() with { MaxCall = TimeSpan.FromSeconds(seconds) };

        Assert.Equal(At(4) + Queue().MaxCall, CallStep.DueAt(connected, edited, At(5)));
        Assert.IsType<CallStep.Happen>(CallStep.For(connected, edited, At(4) + Queue().MaxCall));
    }

    [Fact]
    public void Who_was_asked_for_often_enough_when_it_lapsed_is_given_up_whatever_is_said_later()
    {
        var lapsed = CallChange.Of(Ringing(), Looked(joined: false, At(22)), Queue() with { MaxOffers = 1 }, At(22))!;

        Assert.Equal(At(22), lapsed.DueAt);
        Assert.IsType<CallEvent.GivenUp>(Assert.IsType<CallStep.Happen>(CallStep.For(lapsed.After, Queue(), At(23))).Event);
    }

    private static Call After(Call call, CallEvent happened, DateTimeOffset now) => CallChange.Of(call, happened, Queue(), now)!.After;
}
