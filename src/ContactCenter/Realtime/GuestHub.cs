using System.Runtime.CompilerServices;
using ContactCenter.Calls;
using ContactCenter.Hosting;
using Microsoft.AspNetCore.SignalR;

namespace ContactCenter.Realtime;

/// <summary>Lets a guest's page follow its call. It only follows; what the guest does goes through the API.</summary>
internal sealed partial class GuestHub(
    CallTokens tokens,
    CallFeed feed,
    GuestPresence presence,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<GuestHub> logger) : Hub
{
    private const string _callNotFound = "call-not-found";

    /// <summary>A connection that follows nothing is of no use to a guest.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private static readonly object _following = new();

    /// <summary>
    /// Streams the call's events after <paramref name="after"/> (0: all) and the progress of its wait; completes after
    /// <c>ended</c>. An unknown call or another's token is an error <c>call-not-found</c>.
    /// </summary>
    public async IAsyncEnumerable<FollowView> Follow(
        string? callId, string? token, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (CallId.TryParse(callId) is not { } id || token is null || !await tokens.IsValidAsync(id, token, cancellationToken))
        {
            throw new HubException(_callNotFound);
        }

        Context.Items[_following] = true;
        using var untilStop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var stay = await TryOpenAsync(id, cancellationToken);
        if (stay is null)
        {
            yield break;
        }

        await using var messages = feed.FollowAsync(id, Math.Max(0, after), untilStop.Token).GetAsyncEnumerator(untilStop.Token);
        while (await HasMoreAsync(id, messages, untilStop.Token))
        {
            var message = messages.Current;
            yield return new FollowView(message.Event is { } happened ? CallEventView.Of(happened) : null, message.Progress);
        }
    }

    public override Task OnConnectedAsync()
    {
        _ = AbortIfIdleAsync(Context);
        return base.OnConnectedAsync();
    }

    /// <summary>Null when that cannot be written down just now: the page follows again in a moment.</summary>
    private async Task<IDisposable?> TryOpenAsync(CallId id, CancellationToken cancellationToken)
    {
        try
        {
            return await presence.OpenAsync(id, cancellationToken);
        }
        catch (Exception e) when (e is IPassingTrouble)
        {
            return null;
        }
    }

    /// <summary>A guest who closes the page, a server that stops, and a store that is away, end the stream; they are no failure of it.</summary>
    private async ValueTask<bool> HasMoreAsync(CallId id, IAsyncEnumerator<FeedMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            return await messages.MoveNextAsync();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is IPassingTrouble)
        {
            return false;
        }
        catch (Exception e)
        {
            // The hub's edge: the page follows again, and somebody should know why it had to.
            LogBrokeOff(e, id);
            throw;
        }
    }

    private async Task AbortIfIdleAsync(HubCallerContext connection)
    {
        await Task.Delay(_patience, clock, connection.ConnectionAborted).Quietly();
        if (!connection.ConnectionAborted.IsCancellationRequested && !connection.Items.ContainsKey(_following))
        {
            connection.Abort();
        }
    }

    [LoggerMessage(LogLevel.Error, "Call {CallId}: following it broke off.")]
    private partial void LogBrokeOff(Exception e, CallId callId);
}
