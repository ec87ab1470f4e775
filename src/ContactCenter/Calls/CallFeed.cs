using System.Runtime.CompilerServices;
using ContactCenter.Hosting;

namespace ContactCenter.Calls;

/// <summary>A call's events in order, without gap or repetition, whoever asks from wherever they stopped.</summary>
internal sealed class CallFeed(ICallStore store, CallSignals signals, QueueBoard board, TimeProvider clock)
{
    /// <summary>The signal is only a hint: read again at the latest after this long.</summary>
    private static readonly TimeSpan _readAgain = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Events after <paramref name="after"/> as they come, and progress whenever it changes in between; completes after
    /// <c>ended</c>.
    /// </summary>
    public async IAsyncEnumerable<FeedMessage> FollowAsync(
        CallId id, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listening = signals.Listen(id);
        var (changes, moves) = (new Ear(() => listening.Next), new Ear(() => board.NextChange));
        CallView? last = null;
        Progress? told = null;
        while (true)
        {
            // Armed before reading: what happens in between completes it.
            var changed = changes.Next;
            last ??= await store.FindAsync(id, cancellationToken) is { } call ? CallView.Of(call) : null;
            foreach (var happened in await store.EventsAsync(id, after, cancellationToken))
            {
                after = happened.Sequence;
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

            using var readAgain = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pause = PauseAsync(readAgain.Token);
            Task moved;
            do
            {
                moved = last.State == CallState.Connected ? pause : moves.Next;
                var progress = board.ProgressOf(last);
                if (progress != told && (told is not null || progress != default))
                {
                    told = progress;
                    yield return new FeedMessage(null, progress);
                }
            }
            while (await Task.WhenAny(changed, pause, moved) == moved && moved != pause);

            readAgain.Cancel();
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
        using var listening = signals.Listen(id);
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

            await WaitAsync(changed, left < _readAgain ? left : _readAgain, either.Token);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The sequence of the call's last event; 0 when there is no such call.</summary>
    public Task<int> LastAsync(CallId id, CancellationToken cancellationToken) => store.LastSequenceAsync(id, cancellationToken);

    private async Task<bool> HasEndedAsync(CallId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is null or { Outcome: not null };

    /// <summary>A delay that is cancelled tells those who race it on a thread of the pool; who awaits it, on their own context.</summary>
    private async Task PauseAsync(CancellationToken cancellationToken) => await Task.Delay(_readAgain, clock, cancellationToken);

    private async Task WaitAsync(Task change, TimeSpan atMost, CancellationToken cancellationToken) =>
        await change.WaitAsync(atMost, clock, cancellationToken).Quietly();
}

/// <summary>One message of a followed call: exactly one of the two is there.</summary>
internal sealed record FeedMessage(RecordedEvent? Event, Progress? Progress);
