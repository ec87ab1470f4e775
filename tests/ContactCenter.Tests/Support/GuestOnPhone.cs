using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Xunit.Sdk;

namespace ContactCenter.Tests.Support;

/// <summary>A guest whose page is open and follows the call by long poll, until it is closed or the call has ended.</summary>
internal sealed class GuestOnPhone : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http;
    private readonly Lock _lock = new();
    private readonly List<SeenEvent> _events = [];
    private TaskCompletionSource _news = NewNews();
    private CancellationTokenSource _page = new();
    private Exception? _broken;

    public GuestOnPhone(HttpClient http, SeenCall placed)
    {
        (_http, Placed) = (http, placed);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", placed.Token);
        ComesBack();
    }

    /// <summary>The call as it was when it was placed; only here with its token.</summary>
    public SeenCall Placed { get; }

    public string Id => Placed.Id;

    public string Token => Placed.Token!;

    /// <summary>What the page has been told so far.</summary>
    public IReadOnlyList<SeenEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Waits until the call has come into the state, for the so-manieth time; gives the event.</summary>
    public async Task<SeenEvent> WaitsForAsync(string state, int time = 1, TimeSpan? limit = null)
    {
        try
        {
            return await SeesAsync(state, time).WithTimeout($"the call is {state} (time {time})", limit);
        }
        catch (XunitException failure)
        {
            throw new XunitException($"{failure.Message} The guest saw: {Story()}.");
        }
    }

    /// <summary>The call now.</summary>
    public async Task<SeenCall> LooksAsync()
    {
        using var reply = await _http.GetAsync(Path(""));
        return await ReadAsync<SeenCall>(reply, HttpStatusCode.OK);
    }

    public async Task<SeenEvents> PollsAsync(int after, int wait)
    {
        using var reply = await _http.GetAsync(Path($"/events?after={after}&wait={wait}"));
        return await ReadAsync<SeenEvents>(reply, HttpStatusCode.OK);
    }

    public async Task<SeenLink> JoinsAsync()
    {
        using var reply = await _http.PostAsync(Path("/join"), content: null);
        return await ReadAsync<SeenLink>(reply, HttpStatusCode.OK);
    }

    public Task<HttpResponseMessage> TriesToJoinAsync() => _http.PostAsync(Path("/join"), content: null);

    /// <summary>Hangs up, or stops waiting.</summary>
    public async Task HangsUpAsync()
    {
        using var reply = await _http.DeleteAsync(Path(""));
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
    }

    /// <summary>TrueConf's page in the guest's browser says that it has closed.</summary>
    public async Task PageClosesAsync(int? leg = null, string? reason = null)
    {
        using var reply = await _http.PostAsJsonAsync(Path("/connection-closed"), new { leg, reason });
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
    }

    /// <summary>The page is gone without a word.</summary>
    public void Vanishes() => _page.Cancel();

    /// <summary>The page is open (again), and goes on where it stopped.</summary>
    public void ComesBack()
    {
        _page = new CancellationTokenSource();
        _ = FollowAsync(_page.Token);
    }

    public void Dispose()
    {
        _page.Cancel();
        _http.Dispose();
    }

    private async Task FollowAsync(CancellationToken gone)
    {
        try
        {
            while (Events is not [.., { Type: "ended" }])
            {
                await ReadOnAsync(gone);
            }
        }
        catch (Exception failure) when (!gone.IsCancellationRequested)
        {
            Told(() => _broken = failure);
        }
        catch (Exception) when (gone.IsCancellationRequested)
        {
            // Whatever the page was doing, it is closed.
        }
    }

    /// <summary>One long poll; a server that is away for a moment is asked again.</summary>
    private async Task ReadOnAsync(CancellationToken gone)
    {
        var after = Events is [.., var last] ? last.Sequence : 0;
        try
        {
            using var reply = await _http.GetAsync(Path($"/events?after={after}&wait=20"), gone);
            if (reply is { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null })
            {
                await Task.Delay(_pause, TimeProvider.System, gone);
                return;
            }

            var page = await ReadAsync<SeenEvents>(reply, HttpStatusCode.OK);
            Told(() => _events.AddRange(page.Events));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException && !gone.IsCancellationRequested)
        {
            await Task.Delay(_pause, TimeProvider.System, gone);
        }
    }

    private async Task<SeenEvent> SeesAsync(string state, int time)
    {
        while (true)
        {
            Task news;
            lock (_lock)
            {
                if (_events.Where(one => one.Type == state).Skip(time - 1).FirstOrDefault() is { } seen)
                {
                    return seen;
                }

                if (_broken is not null || _events is [.., { Type: "ended" }])
                {
                    throw new XunitException($"The call will not be {state} (time {time}). {_broken}");
                }

                news = _news.Task;
            }

            await news;
        }
    }

    private string Story() => string.Join(", ", Events.Select(one => one.Call.Outcome is { } outcome ? $"{one.Type} ({outcome})" : one.Type));

    private void Told(Action what)
    {
        lock (_lock)
        {
            what();
            _news.TrySetResult();
            _news = NewNews();
        }
    }

    private Uri Path(string rest) => new($"/api/calls/{Id}{rest}", UriKind.Relative);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage reply, HttpStatusCode status)
    {
        Assert.True(reply.StatusCode == status, $"{(int)reply.StatusCode} instead of {(int)status}: {await reply.Content.ReadAsStringAsync()}");
        return (await reply.Content.ReadFromJsonAsync<T>())!;
    }

    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
