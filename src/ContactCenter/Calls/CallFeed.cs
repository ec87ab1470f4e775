using System.Runtime.CompilerServices;
using ContactCenter.Hosting;

namespace ContactCenter.Calls;

/// <summary>A call's events in order, without gap or repetition, whoever asks from wherever they stopped.</summary>
/// <remarks>It reads when it is signalled. That no signal is missed for long is seen to by <see cref="FeedWatch"/>.</remarks>
internal sealed class CallFeed(ICallStore store, CallSignals signals, QueueBoard board, TimeProvider clock)
{
    /// <summary>
    /// Events after <paramref name="after"/> as they come, and progress whenever it changes in between; completes after
    /// <c>ended</c>.
    /// </summary>
    public async IAsyncEnumerable<FeedMessage> FollowAsync(
        CallId id, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listening = signals.Listen(id, after);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stopping = cancellationToken.UnsafeRegister(_ => stopped.TrySetResult(), null);
        CallView? last = null;
        var (changes, stop) = (new Ear(() => listening.Next), new Ear(() => stopped.Task));
        var moves = new Ear(() => last!.State == CallState.Connected ? stopped.Task : board.NextChangeOf(last.Queue));
        Progress? told = null;
        while (true)
        {
            // Armed before reading: what happens in between completes it.
            var changed = changes.Next;
            last ??= await store.FindAsync(id, cancellationToken) is { } call ? CallView.Of(call) : null;
            foreach (var happened in await store.EventsAsync(id, after, cancellationToken))
            {
                listening.ReadUpTo = after = happened.Sequence;
                last = happened.Call;
                yield return new FeedMessage(happened, null);
                if (happened.Type == CallState.Ended)
                {
                    yield break;
                }
            }

            // Looked at before the events were read: whatever ended it is among them, or was told before.
            if (last is null or { State: CallState.Ended })
            {
                yield break;
            }

            Task moved;
            do
            {
                moved = moves.Next;
                var progress = board.ProgressOf(last);
                if (progress != told && (told is not null || progress != default))
                {
                    told = progress;
                    yield return new FeedMessage(null, progress);
                }
            }
            while (await Task.WhenAny(changed, stop.Next, moved) == moved && !cancellationToken.IsCancellationRequested);

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Events after <paramref name="after"/>: at once if there are any, else as soon as there are, else none in time, or
    /// none because the server stops.
    /// </summary>
    public async Task<IReadOnlyList<RecordedEvent>> PollAsync(
        CallId id, int after, TimeSpan wait, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var listening = signals.Listen(id, after);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        var changes = new Ear(() => listening.Next);
        var until = clock.GetUtcNow() + wait;
        while (true)
        {
            var changed = changes.Next;
            var events = await store.EventsAsync(id, after, cancellationToken);
            var left = until - clock.GetUtcNow();
            if (events.Count > 0 || left <= TimeSpan.Zero || stopping.IsCancellationRequested)
            {
                return events;
            }

            if (await HasEndedAsync(id, cancellationToken))
            {
                // Nothing more will come; but the end itself may have come since the events were read.
                return await store.EventsAsync(id, after, cancellationToken);
            }

            await WaitAsync(changed, left, either.Token);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The sequence of the call's last event; 0 when there is no such call.</summary>
    public Task<int> LastAsync(CallId id, CancellationToken cancellationToken) => store.LastSequenceAsync(id, cancellationToken);

    private async Task<bool> HasEndedAsync(CallId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is null or { Outcome: not null };

    private async Task WaitAsync(Task change, TimeSpan atMost, CancellationToken cancellationToken) =>
        await change.WaitAsync(atMost, clock, cancellationToken).Quietly();
}

/// <summary>One message of a followed call: exactly one of the two is there.</summary>
internal sealed record FeedMessage(RecordedEvent? Event, Progress? Progress);
