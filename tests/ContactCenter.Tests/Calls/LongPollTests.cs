using System.Net;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Calls;

/// <summary>The feed by long poll.</summary>
public class LongPollTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task What_has_happened_is_told_at_once_and_only_what_comes_after()
    {
        using var guest = await shared.App.GuestCallsAsync();

        var all = await guest.PollsAsync(after: 0, wait: 30);
        var none = await guest.PollsAsync(after: 1, wait: 0);

        Assert.Equal((1, "waiting"), (Assert.Single(all.Events).Sequence, all.Call.State));
        Assert.Equal(1, all.Next);
        Assert.Empty(none.Events);
        Assert.Equal((1, "waiting"), (none.Next, none.Call.State));
    }

    [Fact]
    public async Task What_has_not_happened_yet_is_waited_for()
    {
        using var guest = await shared.App.GuestCallsAsync();

        var one = guest.PollsAsync(after: 1, wait: 30);
        var other = guest.PollsAsync(after: 1, wait: 30);
        await guest.HangsUpAsync();

        foreach (var poll in new[] { await one.WithTimeout("the poll is answered"), await other.WithTimeout("the other poll is answered") })
        {
            Assert.Equal((2, "ended"), (Assert.Single(poll.Events).Sequence, poll.Call.State));
            Assert.Equal(2, poll.Next);
        }
    }

    [Fact]
    public async Task When_nothing_happens_in_time_the_answer_is_empty()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        using var guest = await app.GuestCallsAsync();
        var started = TimeProvider.System.GetTimestamp();

        var poll = await guest.PollsAsync(after: 1, wait: 5);

        Assert.Empty(poll.Events);
        Assert.Equal(1, poll.Next);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(0.45), "It waited.");
    }

    [Fact]
    public async Task A_poll_is_answered_when_the_server_stops()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var guest = await app.GuestCallsAsync();
        var poll = guest.PollsAsync(after: 1, wait: 30);
        await guest.LooksAsync();

        await app.StopAsync();

        Assert.Empty((await poll.WithTimeout("the poll is answered")).Events);
    }

    [Theory]
    [InlineData("after=2", "after")]
    [InlineData("after=-1", "after")]
    [InlineData("after=x", "after")]
    [InlineData("after=", "after")]
    [InlineData("after=99999999999", "after")]
    [InlineData("wait=31", "wait")]
    [InlineData("wait=-1", "wait")]
    [InlineData("wait=1.5", "wait")]
    [InlineData("wait=forever", "wait")]
    public async Task What_makes_no_sense_is_refused_by_name(string query, string field)
    {
        using var guest = await shared.App.GuestCallsAsync();
        using var http = shared.App.Guest();
        http.DefaultRequestHeaders.Authorization = new("Bearer", guest.Token);

        using var reply = await http.GetAsync(new Uri($"/api/calls/{guest.Id}/events?{query}", UriKind.Relative));

        var problem = await reply.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(one => one.Name));
    }
}
