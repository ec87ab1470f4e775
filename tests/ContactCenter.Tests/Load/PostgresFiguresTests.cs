using System.Globalization;
using ContactCenter.Calls;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Tests.Storage;
using Xunit.Abstractions;

namespace ContactCenter.Tests.Load;

/// <summary>How many transactions a second the PostgreSQL store does; a figure to read, not a limit.</summary>
[Trait("Category", "Load")]
[Collection(nameof(OneAtATime))]
public sealed class PostgresFiguresTests(ITestOutputHelper output) : PostgresTest(new PostgresStore())
{
    private static readonly NodeId _here = new("here");
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 400)]
    [InlineData(16, 1600)]
    public async Task Placing_claiming_and_changing_calls(int atOnce, int calls)
    {
        await Store.Nodes.EnterAsync(_here, default);
        var placed = new Call[calls];
        Tell("place", atOnce, calls, await MeasureAsync(atOnce, calls, async number => placed[number] = await PlaceAsync(number)));
        Tell("claim (one call each)", atOnce, calls, await MeasureAsync(atOnce, calls, async _ =>
            Assert.Single(await Store.Calls.ClaimDueAsync(_here, [], _noon, 1, default))));
        Tell("apply", atOnce, calls, await MeasureAsync(atOnce, calls, async number => Assert.Equal(
            Written.Done, await Store.Calls.ApplyAsync(StoreContract.Change(placed[number], new CallEvent.Detached([_here], _noon.AddMinutes(1))), null, default))));
        Tell("end (with its event)", atOnce, calls, await MeasureAsync(atOnce, calls, async number =>
        {
            var call = (await Store.Calls.FindAsync(placed[number].Id, default))!;
            Assert.Equal(Written.Done, await Store.Calls.ApplyAsync(StoreContract.Change(call, new CallEvent.HungUp(_noon.AddMinutes(2))), null, default));
        }));
        Assert.Empty(await Store.Calls.WaitingAsync("default", default));
    }

    private static async Task<TimeSpan> MeasureAsync(int atOnce, int calls, Func<int, Task> work)
    {
        var (next, began) = (-1, TimeProvider.System.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number < calls; number = Interlocked.Increment(ref next))
            {
                await work(number);
            }
        })));
        return TimeProvider.System.GetElapsedTime(began);
    }

    private async Task<Call> PlaceAsync(int number)
    {
        var call = new Call(new CallId(new Guid(number, 0, 0, new byte[8])), "default", _noon) { GiveUpAt = _noon.AddMinutes(10), Nodes = [_here] };
        return Assert.IsType<Placement.Placed>(await Store.Calls.PlaceAsync(() => (call, _noon), null, 100_000, default)).Call;
    }

    private void Tell(string what, int atOnce, int calls, TimeSpan took) => output.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what}, {atOnce} at once: {calls / took.TotalSeconds:0} a second"));
}
