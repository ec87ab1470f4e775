using System.Text.Json;
using TrueConf.Sandbox;

namespace ContactCenter.Storm.Crowds;

/// <summary>What a guest is going to do.</summary>
internal enum Temper
{
    /// <summary>Waits, talks, hangs up.</summary>
    Patient,

    /// <summary>Hangs up before long, wherever the call is then.</summary>
    HangsUp,

    /// <summary>Closes the page without a word, for good.</summary>
    Vanishes,

    /// <summary>Loads the page anew, is away for a moment, and goes on as a patient one.</summary>
    Reloads,
}

/// <summary>A visitor's page and the person before it, from the click to the end.</summary>
internal sealed class Guest(int number, Temper temper, Door door, SandboxServer trueConf, Random chance, Manners manners)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(6);

    /// <summary>A stream says something at least every fifteen seconds.</summary>
    private static readonly TimeSpan _longestSilence = TimeSpan.FromSeconds(20);

    /// <summary>Some follow by a stream, the others by one poll after the other.</summary>
    private readonly bool _streams = number % 3 == 0;

    private readonly TaskCompletionSource<string> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _complaints = [];
    private readonly List<SeenEvent> _events = [];
    private string _token = "";
    private long _lastThere;

    public string Id { get; private set; } = "";

    public Temper Temper => temper;

    /// <summary>Hung up or vanished: the call may be abandoned.</summary>
    public bool Left { get; private set; }

    public bool IsAccepted => Id.Length > 0;

    public IReadOnlyList<SeenEvent> Events => _events;

    /// <summary>What the server did to this guest that it must not.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public bool IsOver => _events is [.., { Type: "ended" }];

    public string? Outcome => IsOver ? _events[^1].Outcome : null;

    public DateTimeOffset AcceptedAt { get; private set; }

    /// <summary>The longest time in which the page wanted to hear from the server and had no line to any.</summary>
    public TimeSpan LongestGap { get; private set; }

    public override string ToString() => $"guest {number} ({temper}, call {Id})";

    public async Task VisitAsync(CancellationToken cancellationToken)
    {
        await PlaceAsync(cancellationToken);
        using var page = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = FollowAsync(page.Token);
        switch (temper)
        {
            case Temper.HangsUp:
                await Task.WhenAny(following, Within(manners.LongestStay, cancellationToken));
                Left = true;
                await HangUpAsync(cancellationToken);
                await following;
                break;
            case Temper.Vanishes:
                await Task.WhenAny(following, Within(manners.LongestStay, cancellationToken));
                Left = true;
                await page.CancelAsync();
                await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case Temper.Reloads:
                await Task.WhenAny(following, Within(manners.LongestStay, cancellationToken));
                await page.CancelAsync();
                await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await Within(manners.LongestReload, cancellationToken);
                _lastThere = 0;
                await TalkAsync(FollowAsync(cancellationToken), cancellationToken);
                break;
            default:
                await TalkAsync(following, cancellationToken);
                break;
        }
    }

    /// <summary>Reads the rest of the feed, when all is over: what the guest would have seen.</summary>
    public Task ReadOutAsync(CancellationToken cancellationToken)
    {
        _lastThere = 0;
        return FollowAsync(cancellationToken);
    }

    private async Task PlaceAsync(CancellationToken cancellationToken)
    {
        var place = new Question(HttpMethod.Post, "/api/calls", _patience)
        {
            Key = $"{number:D8}-{chance.NextInt64():x16}",
            Body = new { guest = new { name = $"Guest {number}" } },
        };
        while (true)
        {
            switch (await door.AskAsync(place, cancellationToken))
            {
                case { Status: 202, Body: { } call }:
                    (Id, _token) = (call.GetProperty("id").GetString()!, call.GetProperty("token").GetString()!);
                    AcceptedAt = TimeProvider.System.GetUtcNow();
                    return;
                case { Status: not 503 } other:
                    Complain($"was told {other.Status} by {other.By} when calling");
                    break;
            }

            await Task.Delay(_pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!IsOver)
        {
            switch (await (_streams ? StreamAsync(cancellationToken) : PollAsync(cancellationToken)))
            {
                case { Status: 200 }:
                    continue;
                case { Status: not 503 } other:
                    Complain($"was told {other.Status} by {other.By} when following after {_events.Count}");
                    break;
            }

            await Task.Delay(_pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<Answer?> PollAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var answer = await door.AskAsync(
            Feed($"&wait={manners.Poll}", _patience + TimeSpan.FromSeconds(manners.Poll)), cancellationToken);
        if (answer is { Status: 200, Body: { } page })
        {
            IsThere(began);
            foreach (var one in page.GetProperty("events").EnumerateArray())
            {
                Take(one);
            }
        }

        return answer;
    }

    private async Task<Answer?> StreamAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var isOpen = false;
        var answer = await door.FollowAsync(
            Feed("", _longestSilence) with { Streams = true },
            () =>
            {
                isOpen = true;
                IsThere(began);
            },
            Take,
            cancellationToken);
        if (isOpen)
        {
            _lastThere = TimeProvider.System.GetTimestamp();
        }

        return answer;
    }

    private Question Feed(string more, TimeSpan patience) =>
        new(HttpMethod.Get, $"/api/calls/{Id}/events?after={_events.Count}{more}", patience) { Token = _token };

    private async Task TalkAsync(Task following, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(following, _connected.Task) == _connected.Task)
        {
            var seat = Join(await _connected.Task);
            await Task.WhenAny(following, Within(manners.LongestTalk, cancellationToken));
            if (seat is not null && chance.NextDouble() < manners.LeavesByTrueConf)
            {
                // Only TrueConf Server is told; ours finds out by looking.
                try
                {
                    trueConf.GuestLeaves(seat);
                }
                catch (InvalidOperationException)
                {
                    // The operator was faster.
                }
            }
            else
            {
                await HangUpAsync(cancellationToken);
            }
        }

        await following;
    }

    private async Task HangUpAsync(CancellationToken cancellationToken)
    {
        var closes = temper != Temper.HangsUp && chance.Next(2) == 0;
        var hangUp = closes
            ? new Question(HttpMethod.Post, $"/api/calls/{Id}/connection-closed", _patience) { Token = _token, Body = new { } }
            : new Question(HttpMethod.Delete, $"/api/calls/{Id}", _patience) { Token = _token };
        while (await door.AskAsync(hangUp, cancellationToken) is not { Status: 204 })
        {
            await Task.Delay(_pause, TimeProvider.System, cancellationToken);
        }
    }

    private string? Join(string link)
    {
        try
        {
            return trueConf.GuestJoins(link);
        }
        catch (InvalidOperationException)
        {
            // The conversation is over already.
            return null;
        }
    }

    private void Take(JsonElement one)
    {
        var call = one.GetProperty("call");
        var seen = new SeenEvent(
            one.GetProperty("sequence").GetInt32(),
            one.GetProperty("type").GetString()!,
            one.GetProperty("at").GetDateTimeOffset(),
            TimeProvider.System.GetUtcNow(),
            call.GetProperty("outcome").GetString());
        if (seen.Sequence != _events.Count + 1)
        {
            Complain($"saw event {seen.Sequence} after {_events.Count}");
        }

        _events.Add(seen);
        if (seen.Type == "connected")
        {
            _connected.TrySetResult(call.GetProperty("guestLink").GetString()!);
        }
    }

    /// <summary>A line that in the end was good counts from its beginning.</summary>
    private void IsThere(long began)
    {
        if (_lastThere != 0 && TimeProvider.System.GetElapsedTime(_lastThere, began) is var gap && gap > LongestGap)
        {
            LongestGap = gap;
        }

        _lastThere = TimeProvider.System.GetTimestamp();
    }

    private void Complain(string what)
    {
        if (_complaints.Count < 3)
        {
            _complaints.Add($"{this} {what}");
        }
    }

    private Task Within(TimeSpan longest, CancellationToken cancellationToken) =>
        Task.Delay(longest * chance.NextDouble(), TimeProvider.System, cancellationToken);
}

/// <summary>How long guests take for what they do.</summary>
internal sealed record Manners
{
    public TimeSpan LongestStay { get; init; } = TimeSpan.FromSeconds(8);

    public TimeSpan LongestReload { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan LongestTalk { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The share of guests who hang up in TrueConf's page while ours is silent about it.</summary>
    public double LeavesByTrueConf { get; init; } = 0.25;

    /// <summary>Seconds that one poll waits.</summary>
    public int Poll { get; init; } = 5;
}

/// <summary>An event as the guest was told it.</summary>
internal sealed record SeenEvent(int Sequence, string Type, DateTimeOffset At, DateTimeOffset SeenAt, string? Outcome);
