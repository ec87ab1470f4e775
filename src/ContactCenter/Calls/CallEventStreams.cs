using System.Text.Json;
using ContactCenter.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ContactCenter.Calls;

/// <summary>Lets a guest's program follow its call as server-sent events: those of the feed by their sequence, and the progress of the wait.</summary>
internal sealed partial class CallEventStreams(
    CallFeed feed,
    GuestPresence presence,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    IOptions<JsonOptions> json,
    ILogger<CallEventStreams> logger)
{
    private const string _progress = "progress";

    /// <summary>Less than the silence after which proxies commonly cut a line.</summary>
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Answers with the events after <paramref name="after"/>; complete after <c>ended</c>, and when the server stops.</summary>
    public async Task ServeAsync(HttpContext http, CallId id, int after)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var stay = await presence.OpenAsync(id, http.RequestAborted);
        var stream = new EventStreamWriter(http.Response, json.Value.SerializerOptions);
        try
        {
            await stream.OpenAsync(over.Token);
            await FollowAsync(id, after, stream, over);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // A guest who closes the page, and a server that stops, end the stream; they are no failure of it.
        }
        catch (Exception e) when (http.Response.HasStarted)
        {
            // Too late for another answer. A line that is cut tells the reader to come back, as an end would not.
            var level = PassingTrouble.LevelOf(e);
            LogBrokeOff(level, e, id);
            http.Abort();
        }
    }

    private async Task FollowAsync(CallId id, int after, EventStreamWriter stream, CancellationTokenSource over)
    {
        await using var messages = feed.FollowAsync(id, after, over.Token).GetAsyncEnumerator(over.Token);
        while (await HasMoreAsync(messages, stream, over))
        {
            await (messages.Current.Event is { } happened
                ? stream.SendAsync(happened.Sequence, JsonNamingPolicy.CamelCase.ConvertName(happened.Type.ToString()), CallEventView.Of(happened), over.Token)
                : stream.SendAsync(id: null, _progress, messages.Current.Progress, over.Token));
        }
    }

    /// <summary>Waits for the next message, and keeps the line alive meanwhile.</summary>
    private async Task<bool> HasMoreAsync(IAsyncEnumerator<FeedMessage> messages, EventStreamWriter stream, CancellationTokenSource over)
    {
        var next = messages.MoveNextAsync().AsTask();
        try
        {
            while (!await IsThereAsync(next))
            {
                await stream.BeatAsync(over.Token);
            }
        }
        finally
        {
            if (!next.IsCompleted)
            {
                // The line is broken; what still waits for the next message must not be disposed of under its feet.
                await over.CancelAsync();
                await ((Task)next).Quietly();
            }
        }

        return await next;
    }

    private async Task<bool> IsThereAsync(Task next)
    {
        await next.WaitAsync(_heartbeat, clock).Quietly();
        return next.IsCompleted;
    }

    [LoggerMessage("Call {CallId}: following it broke off.")]
    private partial void LogBrokeOff(LogLevel level, Exception e, CallId callId);
}
