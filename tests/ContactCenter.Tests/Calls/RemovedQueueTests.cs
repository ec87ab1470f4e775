using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Calls;

/// <summary>A queue goes from the settings while guests wait in it.</summary>
public sealed class RemovedQueueTests : IDisposable
{
    private readonly SettingsFile _file = new("""{ "Queues": { "sales": { "Group": "Accounting" } } }""");

    [Fact]
    public async Task Its_guests_wait_on_in_the_default_queue_in_their_order()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_file.Place);
        using var elder = await app.GuestCallsAsync(new { queue = "sales" });
        using var younger = await app.GuestCallsAsync();

        _file.Write("{}");

        Assert.Equal("default", (await elder.WaitsForAsync("waiting", time: 2)).Call.Queue);
        app.OperatorTakesCalls("anna");
        await elder.WaitsForAsync("connected");
        Assert.Equal(["waiting"], younger.Events.Select(one => one.Type));
    }

    [Fact]
    public async Task A_call_that_rings_then_goes_on_ringing_and_waits_in_the_default_queue_afterwards()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_file.Place, ("Routing:RingTimeout", "00:00:20"));
        app.Sandbox.OperatorIsOnline("elena");
        using var guest = await app.GuestCallsAsync(new { queue = "sales" });
        await app.Sandbox.RingsAsync("elena");

        _file.Write("{}");
        app.OperatorTakesCalls("anna");

        Assert.Equal("Anna Kowalska", (await guest.WaitsForAsync("connected")).Call.Operator!.Name);
        Assert.Equal("default", guest.Events[^1].Call.Queue);
    }

    [Fact]
    public async Task It_may_go_while_the_server_is_not_up()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(_file.Place);
        using var guest = await app.GuestCallsAsync(new { queue = "sales" });
        await guest.WaitsForAsync("waiting");

        await app.StopAsync();
        _file.Write("{}");
        await app.RestartAsync();

        app.OperatorTakesCalls("anna");
        await guest.WaitsForAsync("connected");
    }

    public void Dispose() => _file.Dispose();
}
