using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Calls;

/// <summary>Several queues: those with the same operators, and those that take over for others.</summary>
public class SharedOperatorsTests
{
    [Fact]
    public async Task Of_queues_with_the_same_operators_the_higher_class_comes_first_and_then_the_head_start()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            ("Queues:vip:Class", "1"), ("Queues:early:HeadStart", "00:10:00"));
        using var first = await app.GuestCallsAsync();
        using var early = await app.GuestCallsAsync(new { queue = "early" });
        using var vip = await app.GuestCallsAsync(new { queue = "vip" });
        GuestOnPhone[] inOrder = [vip, early, first];
        await Eventually.IsTrueAsync("the places say so", async () =>
            (await Task.WhenAll(inOrder.Select(guest => guest.LooksAsync()))).Select(call => call.Position).SequenceEqual([1, 2, 3]));

        app.OperatorTakesCalls("anna");

        foreach (var guest in inOrder)
        {
            await guest.WaitsForAsync("connected");
            await guest.HangsUpAsync();
        }

        var answered = inOrder.Select(guest => guest.Events.Single(one => one.Type == "connected").At).ToList();
        Assert.Equal(answered.Order(), answered);
    }

    [Fact]
    public async Task Another_queues_operators_take_a_guest_who_has_waited_for_too_long_and_keeps_the_place()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            ("Queues:night:Group", "Accounting"), ("Queues:night:OverflowTo", "default"), ("Queues:night:OverflowAfter", "00:00:10"));
        using var elder = await app.GuestCallsAsync(new { queue = "night" });
        using var younger = await app.GuestCallsAsync();

        await elder.WaitsForAsync("waiting", time: 2);
        var moved = await elder.LooksAsync();
        Assert.Equal(("default", elder.Placed.ArrivedAt), (moved.Queue, moved.ArrivedAt));
        Assert.True(elder.Events[1].At - elder.Placed.ArrivedAt >= TimeSpan.FromSeconds(10), "It went early.");
        await Eventually.IsTrueAsync("the places say so", async () =>
            ((await elder.LooksAsync()).Position, (await younger.LooksAsync()).Position) == (1, 2));

        app.OperatorTakesCalls("anna");

        await elder.WaitsForAsync("connected");
        Assert.Equal(["waiting"], younger.Events.Select(one => one.Type));
    }

    [Fact]
    public async Task A_guest_stays_where_the_other_queue_is_closed()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            ("Queues:day:Group", "Management"),
            ("Queues:day:Hours:Week:Monday", "closed"),
            ("Queues:night:Group", "Accounting"),
            ("Queues:night:OverflowTo", "day"),
            ("Queues:night:OverflowAfter", "00:00:05"));
        app.OperatorTakesCalls("dmitri");
        using var guest = await app.GuestCallsAsync(new { queue = "night" });

        await app.TimePassesAsync(TimeSpan.FromSeconds(15));

        Assert.Equal(("night", "waiting"), ((await guest.LooksAsync()).Queue, (await guest.LooksAsync()).State));
        app.OperatorTakesCalls("elena");
        await guest.WaitsForAsync("connected");
    }
}
