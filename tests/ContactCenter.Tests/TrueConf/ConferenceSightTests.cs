using ContactCenter.Tests.Support;
using ContactCenter.TrueConf;
using RestEase;

namespace ContactCenter.Tests.TrueConf;

/// <summary>How long a look at a conference may take, and how often it is taken.</summary>
public class ConferenceSightTests
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_look_that_is_not_answered_is_given_up_in_time()
    {
        await using var server = await StubServer.StartAsync(StubServer.Hangs);

        var looking = Sights(server).LookAsync(Some.Conference, default);
        await _clock.WaitForTimerAsync(_longest);
        Assert.False(looking.IsCompleted);
        _clock.Advance(_longest);

        Assert.Equal(ConferenceSight.Unclear, await looking.WithTimeout("the look is given up"));
    }

    [Fact]
    public async Task Whoever_stops_waiting_for_a_look_gets_no_answer()
    {
        await using var server = await StubServer.StartAsync(StubServer.Hangs);
        using var leaves = new CancellationTokenSource();

        var looking = Sights(server).LookAsync(Some.Conference, leaves.Token);
        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => looking).WithTimeout("the look is cancelled");
    }

    [Fact]
    public async Task A_server_has_a_moment_to_show_what_it_has_done()
    {
        var state = "stopped";
        await using var server = await StubServer.StartAsync(context =>
            StubServer.Says(200, $$"""{"conference":{"id":"1","state":"{{state}}"} }""")(context));

        var looking = Sights(server).LookForAsync(Some.Conference, seen => seen == ConferenceSight.Running, default);
        await _clock.WaitForTimerAsync(TimeSpan.FromMilliseconds(300));
        state = "Running";
        _clock.Advance(TimeSpan.FromMilliseconds(300));

        Assert.Equal(ConferenceSight.Running, await looking.WithTimeout("it is seen to run"));
        Assert.Equal(2, server.Requests.Count);
    }

    private ConferenceSights Sights(StubServer server)
    {
        var api = new RestClient(server.Url) { ResponseDeserializer = new Reader() }.For<ITrueConfApi>();
        api.Version = "v3.11";
        return new ConferenceSights(api, _longest, _clock);
    }

    private sealed class Reader : ResponseDeserializer
    {
        public override T Deserialize<T>(string? content, HttpResponseMessage response, ResponseDeserializerInfo info) => TrueConfJson.Read<T>(content)!;
    }
}
