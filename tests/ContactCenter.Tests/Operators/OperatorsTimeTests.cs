using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Operators;

/// <summary>The time that operators have for themselves: after a conversation, after a ring they missed, and when they pause.</summary>
public class OperatorsTimeTests
{
    [Fact]
    public async Task After_a_conversation_an_operator_is_not_rung_for_the_length_of_the_wrap_up()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:WrapUp", "00:00:30"));
        app.OperatorTakesCalls("anna");
        using var first = await app.GuestCallsAsync();
        await first.WaitsForAsync("connected");
        await first.HangsUpAsync();
        var ended = await first.WaitsForAsync("ended");

        using var second = await app.GuestCallsAsync();
        var ringing = await second.WaitsForAsync("ringing");

        Assert.True(ringing.At - ended.At >= TimeSpan.FromSeconds(30), $"Anna had {ringing.At - ended.At}.");
    }

    [Fact]
    public async Task A_wrap_up_that_ends_when_the_operator_is_ready_does()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            ContactCenterApp.AdminKey, ("Routing:WrapUp", "01:00:00"), ("Routing:WrapUpUntilReady", "true"));
        app.OperatorTakesCalls("anna");
        await app.ServesAsync();
        using var guest = await app.GuestCallsAsync();
        await app.SeesOperatorAsync("anna", "wrappingUp");

        await app.IsReadyAsync("anna");

        await guest.WaitsForAsync("connected");
    }

    [Fact]
    public async Task Whoever_has_been_free_since_the_end_of_the_wrap_up_counts_as_idle_since_then()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(ContactCenterApp.AdminKey, ("Queues:long:WrapUp", "00:01:30"));
        app.OperatorTakesCalls("anna");
        Assert.Equal("Anna", await app.ServesAsync(new { queue = "long" }));
        app.OperatorTakesCalls("boris");
        Assert.Equal("Boris", await app.ServesAsync());

        // Anna's conversation ended before that of Boris, her wrap-up after it.
        using var anybody = await app.GuestCallsAsync(new { skills = new { nobodyHas = 1 } });
        await app.SeesOperatorAsync("anna", "free");
        await app.SeesOperatorAsync("boris", "free");
        Assert.Equal("Boris", await app.ServesAsync());
    }

    [Fact]
    public async Task Who_pauses_is_not_rung_until_the_pause_is_over()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(ContactCenterApp.AdminKey);
        app.OperatorTakesCalls("anna");
        await app.ServesAsync();
        await app.PausesAsync("anna", "lunch");
        using var guest = await app.GuestCallsAsync();
        await app.WaitsBecauseAsync(guest, "paused");
        await app.TimePassesAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, app.Rings("anna"));

        await app.ResumesAsync("anna");

        await guest.WaitsForAsync("connected");
    }

    [Fact]
    public async Task Who_missed_a_ring_is_left_alone_for_a_while()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:CoolDown", "00:00:30"), ("Routing:RingTimeout", "00:00:05"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();

        var missed = await guest.WaitsForAsync("waiting", time: 2);
        var again = await guest.WaitsForAsync("ringing", time: 2);

        Assert.True(again.At - missed.At >= TimeSpan.FromSeconds(30), $"Anna had {again.At - missed.At}.");
    }

    [Fact]
    public async Task Who_misses_one_ring_after_the_other_is_paused_until_signing_in_again()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            ContactCenterApp.AdminKey, ("Routing:PauseAfterMissed", "2"), ("Routing:RingTimeout", "00:00:05"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        await app.SeesOperatorAsync("anna", "paused");
        var pause = (await app.OperatorAsync("anna"))!.Value.GetProperty("pause");
        Assert.True(pause.GetProperty("automatic").GetBoolean());
        Assert.NotEmpty(pause.GetProperty("reason").GetString()!);
        Assert.Equal(2, app.Rings("anna"));

        app.Sandbox.OperatorSignsOut("anna");

        // One reading without her may be a client that changes its network.
        var read = app.Asked(ApiRoute.GroupUsers);
        await Eventually.IsTrueAsync("the group was read a few times", () => app.Asked(ApiRoute.GroupUsers) >= read + 4);
        app.OperatorTakesCalls("anna");

        await guest.WaitsForAsync("connected");
    }
}
