using System.Text.Json;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Realtime;

/// <summary>The guest's page follows its call over the hub.</summary>
public class GuestHubTests
{
    [Fact]
    public async Task A_followed_call_is_told_from_its_first_event_to_its_end()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var line = await HubLine.OpenAsync(app.Address);
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        await line.FollowAsync(guest.Id, guest.Token);

        await app.Sandbox.RingsAsync("anna");
        app.Sandbox.OperatorAnswers("anna");
        var first = await line.EventsUntilAsync("connected");
        await guest.PageClosesAsync();
        var rest = await line.EventsUntilAsync("ended");

        Assert.Equal(["1 waiting", "2 ringing", "3 connected", "4 ended"], first.Concat(rest).Select(one => $"{one.Sequence} {one.Type}"));
        Assert.NotNull(first[2].Call.GuestLink);
        Assert.Equal("completed", rest[0].Call.Outcome);
        Assert.Null(await line.NextAsync());
        Assert.Null(line.Error);
    }

    [Fact]
    public async Task Two_lines_are_told_the_same_and_one_that_comes_later_only_what_it_has_not_seen()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();
        using var one = await HubLine.OpenAsync(app.Address);
        using var other = await HubLine.OpenAsync(app.Address);
        await one.FollowAsync(guest.Id, guest.Token);
        await other.FollowAsync(guest.Id, guest.Token);
        await app.Sandbox.RingsAsync("anna");
        await one.EventsUntilAsync("ringing");

        using var late = await HubLine.OpenAsync(app.Address);
        await late.FollowAsync(guest.Id, guest.Token, after: 2);
        await guest.HangsUpAsync();

        Assert.Equal([3], (await one.EventsUntilAsync("ended")).Select(happened => happened.Sequence));
        Assert.Equal([1, 2, 3], (await other.EventsUntilAsync("ended")).Select(happened => happened.Sequence));
        Assert.Equal([3], (await late.EventsUntilAsync("ended")).Select(happened => happened.Sequence));
    }

    [Fact]
    public async Task A_line_that_keeps_breaking_loses_and_repeats_nothing()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:RingTimeout", "00:00:03"), ("Routing:MaxOffers", "5"));
        app.Sandbox.OperatorIsOnline("anna");
        using var guest = await app.GuestCallsAsync();

        var seen = new List<int>();
        while (seen.Count < 12)
        {
            using var line = await HubLine.OpenAsync(app.Address);
            await line.FollowAsync(guest.Id, guest.Token, seen.LastOrDefault());
            for (var heard = 0; heard < 2 && await line.NextAsync() is { } message;)
            {
                if (message.GetProperty("event") is { ValueKind: JsonValueKind.Object } happened)
                {
                    heard++;
                    seen.Add(happened.GetProperty("sequence").GetInt32());
                }
            }
        }

        Assert.Equal(Enumerable.Range(1, 12), seen);
        await guest.WaitsForAsync("ended");
        Assert.Equal(seen, guest.Events.Select(one => one.Sequence));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_does_not_exist_and_anothers_token_are_one_answer(bool exists)
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var guest = await app.GuestCallsAsync();
        using var stranger = await app.GuestCallsAsync();
        using var line = await HubLine.OpenAsync(app.Address);

        await line.FollowAsync(exists ? guest.Id : Guid.Empty.ToString(), stranger.Token);

        Assert.Null(await line.NextAsync());
        Assert.EndsWith("call-not-found", line.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Nothing_in_place_of_a_call_or_of_a_token_is_the_same_answer(bool hasId, bool hasToken)
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var guest = await app.GuestCallsAsync();
        using var line = await HubLine.OpenAsync(app.Address);

        await line.FollowAsync(hasId ? guest.Id : null, hasToken ? guest.Token : null);

        Assert.Null(await line.NextAsync());
        Assert.EndsWith("call-not-found", line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_line_does_not_keep_the_server_from_stopping()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        using var guest = await app.GuestCallsAsync();
        using var line = await HubLine.OpenAsync(app.Address);
        await line.FollowAsync(guest.Id, guest.Token);
        await line.EventsUntilAsync("waiting");
        var started = TimeProvider.System.GetTimestamp();

        await app.StopAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_line_that_follows_nothing_is_cut()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        using var guest = await app.GuestCallsAsync();
        using var idle = await HubLine.OpenAsync(app.Address);
        using var follower = await HubLine.OpenAsync(app.Address);
        await follower.FollowAsync(guest.Id, guest.Token);
        await follower.EventsUntilAsync("waiting");

        Assert.Null(await idle.NextAsync());
        await app.TimePassesAsync(TimeSpan.FromSeconds(5));
        await guest.HangsUpAsync();

        await follower.EventsUntilAsync("ended");
    }

    [Fact]
    public async Task Who_waits_is_told_the_place_whenever_it_changes()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync();
        using var first = await app.GuestCallsAsync();
        using var second = await app.GuestCallsAsync();
        using var line = await HubLine.OpenAsync(app.Address);
        await line.FollowAsync(second.Id, second.Token);

        var place = await line.ProgressAsync(progress => progress.GetProperty("position").ValueKind == JsonValueKind.Number);
        Assert.Equal(2, place.GetProperty("position").GetInt32());
        Assert.Equal(["position", "estimatedWaitSeconds", "notice"], place.EnumerateObject().Select(member => member.Name));
        await first.HangsUpAsync();

        await line.ProgressAsync(progress => progress.GetProperty("position").GetInt32() == 1);
    }

    [Fact]
    public async Task A_line_that_follows_keeps_the_guest_present()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(("Routing:GuestGrace", "00:00:10"));
        using var guest = await app.GuestCallsAsync();
        using var line = await HubLine.OpenAsync(app.Address);
        await line.FollowAsync(guest.Id, guest.Token);
        await line.EventsUntilAsync("waiting");

        guest.Vanishes();
        await app.TimePassesAsync(TimeSpan.FromSeconds(20));
        app.Sandbox.OperatorIsOnline("anna");

        await line.EventsUntilAsync("ringing");
    }
}
