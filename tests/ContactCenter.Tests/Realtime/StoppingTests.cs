using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Realtime;

/// <summary>A server that is told to stop lets everybody go at once, so that they move on while it finishes what it has in hand.</summary>
public class StoppingTests
{
    [Fact]
    public async Task Every_line_ends_at_once_and_properly_however_long_the_last_step_takes()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(("TrueConf:RequestTimeout", "00:00:03"));
        app.Sandbox.Fault(ApiRoute.Create, FaultKind.Hang);
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        using var stream = await EventStream.OpenAsync(app, guest);
        await stream.EventsUntilAsync("waiting");
        using var hub = await HubLine.OpenAsync(app.Address);
        await hub.FollowAsync(guest.Id, guest.Token);
        await hub.EventsUntilAsync("waiting");
        var poll = guest.PollsAsync(after: 1, wait: 30);
        await Eventually.IsTrueAsync("a step is in hand", () => app.Asked(ApiRoute.Create) > 0);

        var stopping = app.StopAsync();

        await EndsAsync(async () => await stream.NextAsync() is not null);
        await EndsAsync(async () => await hub.NextAsync() is not null);
        Assert.Empty((await poll.WithTimeout("the poll is answered")).Events);
        Assert.False(stopping.IsCompleted, "The server was through before its lines were.");
        Assert.Null(hub.Error);
        await stopping;
        Assert.DoesNotContain(app.Log, entry => entry.Level >= LogLevel.Error);
    }

    /// <summary>What was on its way may still arrive first.</summary>
    private static async Task EndsAsync(Func<Task<bool>> hasMore)
    {
        while (await hasMore())
        {
        }
    }
}
