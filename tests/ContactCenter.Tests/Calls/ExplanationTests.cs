using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Calls;

/// <summary>The supervisor's question: why does this guest wait, and why was this operator asked?</summary>
public class ExplanationTests
{
    [Fact]
    public async Task A_call_waits_because_nobody_is_there_then_because_all_are_busy_and_another_because_nobody_can_what_it_needs()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(ContactCenterApp.AdminKey);
        using var guest = await app.GuestCallsAsync();
        using var needy = await app.GuestCallsAsync(new { skills = new { german = 1 } });
        await app.WaitsBecauseAsync(guest, "nobodySignedIn");

        app.Sandbox.OperatorIsBusy("anna");

        await app.WaitsBecauseAsync(guest, "allBusy");
        await app.WaitsBecauseAsync(needy, "noSkillMatch");
        Assert.Equal(1, (await app.WhyAsync(guest)).GetProperty("operators").GetProperty("busy").GetInt32());
    }

    [Fact]
    public async Task A_call_waits_because_there_may_be_no_further_conference_and_then_because_of_a_wrap_up()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            ContactCenterApp.AdminKey, ("TrueConf:MaxConferences", "1"), ("Routing:WrapUp", "01:00:00"), ("Routing:SoloLimit", "00:10:00"));
        using var talking = await app.ConversationAsync("anna");
        app.Sandbox.OperatorIsOnline("boris");
        using var guest = await app.GuestCallsAsync();
        await app.WaitsBecauseAsync(guest, "licence");

        app.Sandbox.OperatorSignsOut("boris");
        await app.WaitsBecauseAsync(guest, "allBusy");
        await talking.Guest.HangsUpAsync();

        await app.WaitsBecauseAsync(guest, "wrapUp");
    }

    [Fact]
    public async Task Of_a_call_that_was_offered_it_is_told_who_was_chosen_and_who_could_not_have_it()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(ContactCenterApp.AdminKey, ("Operators:Skills:anna:german", "1"));
        app.Sandbox.OperatorIsOnline("boris");
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync(new { skills = new { german = 1 } });
        await guest.WaitsForAsync("ringing");

        var told = await app.WhyAsync(guest);

        Assert.Null(told.GetProperty("reason").GetString());
        Assert.Equal("ringing", told.GetProperty("state").GetString());
        var decision = Assert.Single(told.GetProperty("decisions").EnumerateArray());
        Assert.Equal(
            ("default", "anna", "LongestIdle", "onlyOne"),
            (Text("queue"), Text("chosen"), Text("strategy"), Text("reason")));
        Assert.Contains(
            decision.GetProperty("excluded").EnumerateArray(),
            one => (one.GetProperty("operator").GetString(), one.GetProperty("rule").GetString()) is ("boris", "skills"));

        string? Text(string name) => decision.GetProperty(name).GetString();
    }

    [Fact]
    public async Task How_long_it_will_take_is_said_once_a_few_conversations_are_over_and_not_before()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(ContactCenterApp.AdminKey, ("Routing:SoloLimit", "00:10:00"));
        app.Sandbox.OperatorIsBusy("anna");
        using (var early = await app.GuestCallsAsync())
        {
            await app.WaitsBecauseAsync(early, "allBusy");
            await Eventually.IsTrueAsync("the place is told", async () => (await early.LooksAsync()).Position == 1);
            Assert.Null((await early.LooksAsync()).EstimatedWaitSeconds);
            await early.HangsUpAsync();
        }

        app.OperatorTakesCalls("anna");
        for (var one = 0; one < 5; one++)
        {
            await app.ServesAsync();
        }

        using var talking = await app.GuestCallsAsync();
        await talking.WaitsForAsync("connected");
        using var guest = await app.GuestCallsAsync();

        await Eventually.IsTrueAsync("an estimate is told", async () => (await guest.LooksAsync()).EstimatedWaitSeconds > 0);
        Assert.True((await app.QueueAsync()).EstimatedWaitSeconds > 0);
    }
}
