using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Calls;

/// <summary>Guests are served in the order in which they came, and operators take turns.</summary>
public class FairnessTests
{
    [Fact]
    public async Task Many_guests_and_one_operator_who_is_never_rung_twice_at_once()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        app.Sandbox.OperatorAnswersAfter("anna", TimeSpan.Zero);
        var guests = new List<GuestOnPhone>();
        for (var one = 0; one < 6; one++)
        {
            guests.Add(await app.GuestCallsAsync());
        }

        app.Sandbox.OperatorIsOnline("anna");
        foreach (var guest in guests)
        {
            await guest.WaitsForAsync("connected");
            await guest.PageClosesAsync();
        }

        await app.Sandbox.EmptiesAsync();
        var answered = guests.Select(guest => guest.Events.Single(one => one.Type == "connected").At);
        Assert.Equal(answered.Order(), answered);
        Assert.Equal(guests.Count, app.Rings("anna"));
        Assert.All(app.Sandbox.Log.Where(entry => entry.Kind == LogKind.RingStarted), ring => Assert.Equal(1, ring.UserStatus));
        guests.ForEach(guest => guest.Dispose());
    }

    [Fact]
    public async Task Whoever_has_been_without_a_call_for_the_longest_time_is_asked_first()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        string[] operators = ["anna", "boris", "clara"];
        foreach (var who in operators)
        {
            app.Sandbox.OperatorIsOnline(who);
            app.Sandbox.OperatorAnswersAfter(who, TimeSpan.Zero);
        }

        var asked = new List<string>();
        for (var one = 0; one < 6; one++)
        {
            using var guest = await app.GuestCallsAsync();
            asked.Add((await guest.WaitsForAsync("connected")).Call.Operator!.Name.Split(' ')[0]);
            await guest.HangsUpAsync();
            await app.Sandbox.EmptiesAsync();
            await app.TimePassesAsync(TimeSpan.FromSeconds(3));
        }

        Assert.Equal(["Anna", "Boris", "Clara", "Anna", "Boris", "Clara"], asked);
    }

    [Fact]
    public async Task An_absent_operator_costs_one_guest_a_ring_and_not_every_guest()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:RingTimeout", "00:00:05"));
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorIsOnline("boris");
        app.Sandbox.OperatorAnswersAfter("boris", TimeSpan.Zero);

        for (var one = 0; one < 2; one++)
        {
            using var guest = await app.GuestCallsAsync();
            await guest.WaitsForAsync("connected");
            await guest.HangsUpAsync();
            await app.Sandbox.EmptiesAsync();
            await app.TimePassesAsync(TimeSpan.FromSeconds(3));
        }

        // The first guest's ring at Anna was missed before Boris had his conversation, so it is her turn again; then his.
        Assert.InRange(app.Rings("anna"), 1, 2);
        Assert.Equal(2, app.Rings("boris"));
    }

    [Fact]
    public async Task A_guest_whose_operator_did_not_answer_keeps_the_place_before_those_who_came_later()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:RingTimeout", "00:00:05"));
        app.Sandbox.OperatorIsOnline("anna");
        using var first = await app.GuestCallsAsync();
        await app.Sandbox.RingsAsync("anna");
        using var second = await app.GuestCallsAsync();

        app.Sandbox.OperatorDeclines("anna");
        app.Sandbox.OperatorSignsOut("anna");
        await first.WaitsForAsync("waiting", time: 2);
        app.Sandbox.OperatorIsOnline("boris");
        await first.WaitsForAsync("ringing", time: 2);

        Assert.Equal(["waiting"], second.Events.Select(one => one.Type));
    }

    [Fact]
    public async Task The_place_in_the_queue_is_told_and_moves_up()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        using var first = await app.GuestCallsAsync();
        using var second = await app.GuestCallsAsync();
        using var third = await app.GuestCallsAsync();
        await Eventually.IsTrueAsync("three wait", async () => (await app.QueueAsync()).Waiting == 3);
        Assert.Equal((1, 2, 3), ((await first.LooksAsync()).Position, (await second.LooksAsync()).Position, (await third.LooksAsync()).Position));

        await first.HangsUpAsync();

        await Eventually.IsTrueAsync("the third is the second", async () => (await third.LooksAsync()).Position == 2);
        Assert.Null((await first.LooksAsync()).Position);
    }
}
