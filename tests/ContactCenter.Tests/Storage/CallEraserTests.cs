using ContactCenter.Calls;
using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Storage;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ContactCenter.Tests.Storage;

public sealed class CallEraserTests : IDisposable
{
    private readonly SqliteStore _store = SqliteStore.New();

    [Fact]
    public async Task Who_the_guest_was_is_forgotten_once_the_call_has_been_over_for_as_long_as_the_settings_say()
    {
        var clock = new ManualTimeProvider();
        var now = clock.GetUtcNow();
        var call = new Call(new CallId(new Identities().Next(now)), "default", now) { Guest = new Guest("Gustav") };
        await _store.Calls.PlaceAsync(() => (call, now), null, 10, default);
        var placed = (await _store.Calls.FindAsync(call.Id, default))!;
        var end = CallChange.Of(placed, new CallEvent.HungUp(now), StoreContract.Queue, now)!;
        await _store.Calls.ApplyAsync(end, claimant: null, default);
        using var node = new Node(_store.Nodes, new Identities(), clock, NullLogger<Node>.Instance);
        await node.StartAsync(default);
        using var eraser = new CallEraser(
            _store.Calls, Options.Create(new StorageOptions { KeepCalls = TimeSpan.FromHours(2) }), _store.Nodes, node, clock, NullLogger<CallEraser>.Instance);

        await eraser.StartAsync(default);
        await PassAsync(hours: 2);
        Assert.Equal("Gustav", await NameAsync());

        await PassAsync(hours: 1);
        await Eventually.IsTrueAsync("the name is forgotten", async () => await NameAsync() is null);
        await eraser.StopAsync(default);

        async Task<string?> NameAsync() => (await _store.Calls.FindAsync(call.Id, default))!.Guest.Name;

        async Task PassAsync(int hours)
        {
            for (var hour = 0; hour < hours; hour++)
            {
                await clock.WaitForTimerAsync(CallEraser.Interval).WithTimeout("the eraser rests");
                clock.Advance(CallEraser.Interval);
            }
        }
    }

    public void Dispose() => _store.Dispose();
}
