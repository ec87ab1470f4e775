using ContactCenter.Calls;
using ContactCenter.Tests.Support;
using Xunit.Abstractions;

namespace ContactCenter.Tests.Crashes;

/// <summary>The server is killed again and again in the middle of its work, wherever that happens to be.</summary>
[Trait("Category", "Process")]
public class StormTests(ITestOutputHelper output)
{
    private const int _guests = 16;
    private const int _kills = 5;
    private static readonly string[] _operators = ["anna", "boris", "clara", "dmitri"];

    [Fact]
    public async Task Every_guest_is_served_and_nothing_is_left()
    {
        var seed = Environment.ProcessId;
        output.WriteLine($"Seed {seed}.");
        var chance = new Random(seed);
        await using var here = await Installation.StartAsync(("TrueConf:RequestTimeout", "00:00:01"));
        foreach (var one in _operators)
        {
            here.Sandbox.OperatorIsOnline(one);
            here.Sandbox.OperatorAnswersAfter(one, TimeSpan.FromMilliseconds(chance.Next(0, 400)));
        }

        var guests = await Task.WhenAll(Enumerable.Range(0, _guests).Select(_ => here.GuestCallsAsync()));
        var visits = Task.WhenAll(guests.Select(guest => VisitAsync(here, guest)));
        for (var kill = 0; kill < _kills && !visits.IsCompleted; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(20, 1500)), TimeProvider.System);
            await here.RestartServerAsync();
        }

        await visits.WithTimeout("everybody is served", TimeSpan.FromSeconds(60));
        await here.EverythingIsTidyAsync();
        Assert.All(guests, guest => Assert.Equal(CallOutcome.Completed, guest.Events[^1].Call.Outcome));
        foreach (var guest in guests)
        {
            await guest.DisposeAsync();
        }
    }

    private static async Task VisitAsync(Installation here, PatientGuest guest)
    {
        var connected = await guest.SeesAsync(CallState.Connected, within: TimeSpan.FromSeconds(60));
        here.Sandbox.GuestJoins(connected.Call.GuestLink!);
        await guest.HangUpAsync();
        await guest.SeesAsync(CallState.Ended);
    }
}
