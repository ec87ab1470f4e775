using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using ContactCenter.Calls;

namespace ContactCenter.Tests.Support;

/// <summary>
/// A guest whose page does what the widget's does: one long poll after the other, and again while the server cannot be
/// reached. It takes no event with a gap before it, nor one twice.
/// </summary>
internal sealed class PatientGuest : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _away = new();
    private readonly Lock _lock = new();
    private readonly List<CallEventView> _events = [];
    private readonly Task _following;
    private TaskCompletionSource _changed = NewChange();

    private PatientGuest(HttpClient http, CallView call, DateTimeOffset askedAt, DateTimeOffset acceptedAt)
    {
        (_http, Call, AskedAt, AcceptedAt) = (http, call, askedAt, acceptedAt);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", call.Token);
        _following = FollowAsync();
    }

    /// <summary>The answer to placing the call.</summary>
    public CallView Call { get; }

    /// <summary>When the call was asked for.</summary>
    public DateTimeOffset AskedAt { get; }

    /// <summary>When the 202 was here.</summary>
    public DateTimeOffset AcceptedAt { get; }

    /// <summary>The events so far.</summary>
    public IReadOnlyList<CallEventView> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public static async Task<PatientGuest> CallAsync(Uri address, string? idempotencyKey = null)
    {
        var http = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/calls")
        {
            Content = JsonContent.Create(new { guest = new { name = "Maria" } }),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        var askedAt = TimeProvider.System.GetUtcNow();
        using var reply = await http.SendAsync(request).WithTimeout("a new call is answered");
        var acceptedAt = TimeProvider.System.GetUtcNow();
        Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
        return new PatientGuest(http, (await reply.Content.ReadFromJsonAsync<CallView>(_json))!, askedAt, acceptedAt);
    }

    /// <summary>The call comes, or has come, into that state; gives the first such event after <paramref name="after"/>.</summary>
    public async Task<CallEventView> SeesAsync(CallState state, int after = 0, TimeSpan? within = null)
    {
        var what = $"the guest's call is {state}";
        return await SeeAsync().WithTimeout(what, within);

        async Task<CallEventView> SeeAsync()
        {
            while (true)
            {
                // Asked before the events are looked at: the last one may come in between.
                var over = _following.IsCompleted;
                var changed = Volatile.Read(ref _changed).Task;
                if (Events.FirstOrDefault(one => one.Sequence > after && one.Type == state) is { } seen)
                {
                    return seen;
                }

                if (over)
                {
                    await _following;
                    Assert.Fail($"Waited until {what}, but it has ended: {Events[^1].Call.Outcome}.");
                }

                await Task.WhenAny(changed, _following);
            }
        }
    }

    public async Task<CallView> LookAsync() => (await _http.GetFromJsonAsync<CallView>(Path(""), _json))!;

    public async Task<JoinView> JoinAsync()
    {
        using var reply = await _http.PostAsync(Path("/join"), content: null);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return (await reply.Content.ReadFromJsonAsync<JoinView>(_json))!;
    }

    public async Task HangUpAsync()
    {
        using var reply = await PatientlyAsync(away => _http.DeleteAsync(Path(""), away));
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
    }

    /// <summary>Closes the page without a word.</summary>
    public Task LeaveAsync() => _away.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _away.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _away.Dispose();
    }

    private async Task FollowAsync()
    {
        while (Events is not [.., { Type: CallState.Ended }])
        {
            var poll = Path($"/events?after={Events.Count}&wait=25");
            Take((await PatientlyAsync(away => _http.GetFromJsonAsync<CallEventsView>(poll, _json, away)))!);
        }
    }

    /// <summary>Asks until there is an answer, whichever it is.</summary>
    private async Task<T> PatientlyAsync<T>(Func<CancellationToken, Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask(_away.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or HttpRequestException { StatusCode: null })
            {
                await Task.Delay(_pause, TimeProvider.System, _away.Token);
            }
        }
    }

    private void Take(CallEventsView page)
    {
        lock (_lock)
        {
            Assert.Equal(Enumerable.Range(_events.Count + 1, page.Events.Count), page.Events.Select(one => one.Sequence));
            _events.AddRange(page.Events);
            Assert.Equal(_events.Count, page.Next);
        }

        Interlocked.Exchange(ref _changed, NewChange()).SetResult();
    }

    private Uri Path(string rest) => new($"/api/calls/{Call.Id}{rest}", UriKind.Relative);

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
