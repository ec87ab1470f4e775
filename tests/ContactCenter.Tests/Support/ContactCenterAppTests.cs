using System.Net;

namespace ContactCenter.Tests.Support;

/// <summary>The test API itself: several servers in one process must not disturb each other.</summary>
public class ContactCenterAppTests
{
    [Fact]
    public async Task Servers_stand_side_by_side_and_come_back_at_the_same_address()
    {
        await using var one = await ContactCenterApp.StartAsync();
        await using var two = await ContactCenterApp.StartAsync();
        var address = one.Address;

        await one.RestartAsync();

        Assert.Equal(address, one.Address);
        Assert.NotEqual(one.Address, two.Address);
        foreach (var app in new[] { one, two })
        {
            using var guest = app.Guest();
            using var page = await guest.GetAsync(new Uri("/widget/call.html", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
    }

    [Fact]
    public async Task A_clock_moves_only_when_the_test_moves_it()
    {
        var clock = new ManualTimeProvider();
        var fired = new List<DateTimeOffset>();
        await using var every = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        var delay = Task.Delay(TimeSpan.FromSeconds(4), clock);
        var start = clock.GetUtcNow();

        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(4));
        clock.Advance(TimeSpan.FromSeconds(3.5));

        Assert.Equal([start.AddSeconds(1), start.AddSeconds(3)], fired);
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        await delay.WithTimeout("four seconds of the test's clock are over");
    }
}
