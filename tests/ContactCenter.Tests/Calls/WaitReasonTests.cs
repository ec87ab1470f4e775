using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;
using ContactCenter.Tests.Routing;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>Of several reasons the most telling one is told.</summary>
public class WaitReasonTests
{
    [Theory]
    [InlineData("", WaitReason.NobodySignedIn)]
    [InlineData("anna:Free", WaitReason.Soon)]
    [InlineData("anna:Talking boris:Free", WaitReason.Soon)]
    [InlineData("anna:Talking boris:WrappingUp clara:Paused", WaitReason.AllBusy)]
    [InlineData("anna:Ringing", WaitReason.AllBusy)]
    [InlineData("anna:Leaving", WaitReason.AllBusy)]
    [InlineData("anna:Resting", WaitReason.AllBusy)]
    [InlineData("anna:Busy", WaitReason.AllBusy)]
    [InlineData("anna:WrappingUp boris:CoolingDown clara:Paused", WaitReason.WrapUp)]
    [InlineData("anna:CoolingDown clara:Paused", WaitReason.CoolDown)]
    [InlineData("anna:Paused clara:Paused", WaitReason.Paused)]
    public void Who_is_there_and_what_they_do(string operators, WaitReason reason)
    {
        Assert.Equal(reason, Scene(operators).ReasonFor(Waiting()));
    }

    [Theory]
    [InlineData("anna:Free", WaitReason.NoSkillMatch)]
    [InlineData("anna:Free gerd:Talking", WaitReason.AllBusy)]
    [InlineData("anna:Free gerd:Paused", WaitReason.Paused)]
    [InlineData("anna:Free gerd:Free", WaitReason.Soon)]
    public void Those_who_cannot_what_it_needs_do_not_count(string operators, WaitReason reason)
    {
        Assert.Equal(reason, (Scene(operators) with { Ladder = Staffing.Ladder("de:4") }).ReasonFor(Waiting()));
    }

    [Fact]
    public void A_roster_that_is_not_known_tells_nothing()
    {
        Assert.Equal(WaitReason.RosterUnknown, (Scene("") with { IsKnown = false }).ReasonFor(Waiting()));
    }

    [Fact]
    public void The_licence_is_the_reason_only_while_somebody_is_free()
    {
        Assert.Equal(WaitReason.Licence, (Scene("anna:Free") with { Allowance = 0 }).ReasonFor(Waiting()));
        Assert.Equal(WaitReason.Soon, (Scene("anna:Free") with { Allowance = 1 }).ReasonFor(Waiting()));
        Assert.Equal(WaitReason.AllBusy, (Scene("anna:Talking") with { Allowance = 0 }).ReasonFor(Waiting()));
    }

    [Fact]
    public void A_held_call_waits_for_its_operator_until_that_is_over()
    {
        var held = Waiting() with { HeldFor = Boris, HeldUntil = At(61) };

        Assert.Equal(WaitReason.HeldForPreferred, Scene("anna:Free boris:Talking").ReasonFor(held));
        Assert.Equal(WaitReason.HeldForPreferred, Scene("anna:Free").ReasonFor(held));
        Assert.Equal(WaitReason.Soon, Scene("anna:Free boris:Free").ReasonFor(held));
        Assert.Equal(WaitReason.Soon, Scene("anna:Free boris:Talking").ReasonFor(held with { HeldUntil = At(60) }));
    }

    [Fact]
    public void The_only_one_who_is_free_may_have_just_missed_it()
    {
        var missed = Missed(by: Anna, at: At(55));

        Assert.Equal(WaitReason.JustMissed, Scene("anna:Free").ReasonFor(missed));
        Assert.Equal(WaitReason.Soon, Scene("anna:Free boris:Free").ReasonFor(missed));
        Assert.Equal(WaitReason.Soon, Scene("anna:Free").ReasonFor(Missed(by: Anna, at: At(50))));
        Assert.Equal(WaitReason.Licence, (Scene("anna:Free") with { Allowance = 0 }).ReasonFor(missed));
    }

    [Fact]
    public void Nobody_is_asked_while_the_guest_is_away()
    {
        Assert.Equal(WaitReason.GuestAway, Scene("anna:Free").ReasonFor(Detached()));
    }

    [Fact]
    public void A_call_that_is_offered_already_rings_soon_and_one_that_rings_does_not_wait()
    {
        Assert.Equal(WaitReason.Soon, Scene("anna:Ringing").ReasonFor(Offered()));
        Assert.Null(Scene("anna:Ringing").ReasonFor(Ringing()));
        Assert.Null(Scene("anna:Talking").ReasonFor(Connected()));
        Assert.Null(Scene("anna:Free").ReasonFor(Ended()));
    }

    private static Call Missed(OperatorId by, DateTimeOffset at) => Waiting() with
    {
        Offers = [new Offer(First, by, by.Value, At(1)) { State = OfferState.Lapsed, EndedAt = at }],
    };

    private static WaitScene Scene(string operators) => new(
        [.. operators.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(':')).Select(one => new StaffMember(
            new OperatorId(one[0]), Enum.Parse<Availability>(one[1]), Staffing.Skills(one[0] == "gerd" ? "de:5" : "")))],
        IsKnown: true,
        Ladder.Flat,
        RetryDelay: TimeSpan.FromSeconds(10),
        Allowance: null,
        At(60));
}
