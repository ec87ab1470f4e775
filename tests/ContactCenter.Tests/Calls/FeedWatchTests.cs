using System.Reflection;
using ContactCenter.Calls;
using ContactCenter.Routing;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>A signal is only a hint: whoever follows a call misses nothing when it is lost.</summary>
public sealed class FeedWatchTests : IDisposable
{
    private static readonly TimeSpan _lookEach = TimeSpan.FromSeconds(5);

    private readonly ManualTimeProvider _clock = new();
    private readonly CallSignals _signals = new();
    private readonly FeedWatch _watch;
    private readonly CallFeed _feed;
    private readonly QuietStore _quiet;

    public FeedWatchTests()
    {
        var store = DispatchProxy.Create<ICallStore, QuietStore>();
        _quiet = (QuietStore)(object)store;
        _watch = new FeedWatch(store, _signals, _clock, NullLogger<FeedWatch>.Instance);
        _feed = new CallFeed(store, _signals, new QueueBoard(null!, null!, null!, null!, new QueueBook([]), null!, null!, null!), _clock);
    }

    public void Dispose() => _watch.Dispose();

    [Fact]
    public async Task An_event_whose_signal_was_lost_is_told_within_five_seconds()
    {
        await using var messages = _feed.FollowAsync(Waiting().Id, after: 1, CancellationToken.None).GetAsyncEnumerator();
        var next = messages.MoveNextAsync().AsTask();
        await _watch.StartAsync(CancellationToken.None);
        await _clock.WaitForTimerAsync(_lookEach);

        _quiet.End();
        Assert.False(next.IsCompleted);
        _clock.Advance(_lookEach);

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(2, messages.Current.Event?.Sequence);
        await _watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_poll_whose_signal_was_lost_is_answered_within_five_seconds()
    {
        var poll = _feed.PollAsync(Waiting().Id, after: 1, TimeSpan.FromSeconds(30), CancellationToken.None, CancellationToken.None);
        await _watch.StartAsync(CancellationToken.None);
        await _clock.WaitForTimerAsync(_lookEach);

        _quiet.End();
        _clock.Advance(_lookEach);

        Assert.Equal(2, Assert.Single(await poll.WaitAsync(TimeSpan.FromSeconds(30))).Sequence);
        await _watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task While_nothing_happens_the_store_is_asked_once_for_all_who_follow()
    {
        await using var one = _feed.FollowAsync(Waiting().Id, after: 1, CancellationToken.None).GetAsyncEnumerator();
        await using var other = _feed.FollowAsync(Waiting().Id, after: 1, CancellationToken.None).GetAsyncEnumerator();
        Task[] following = [one.MoveNextAsync().AsTask(), other.MoveNextAsync().AsTask()];
        await _watch.StartAsync(CancellationToken.None);
        await _clock.WaitForTimerAsync(_lookEach);
        var (reads, looks) = (_quiet.Reads, _quiet.Looks);

        _clock.Advance(_lookEach);
        await _clock.WaitForTimerAsync(_lookEach);

        Assert.Equal((reads, looks + 1), (_quiet.Reads, _quiet.Looks));
        _quiet.End();
        _signals.Changed(Waiting().Id);
        await Task.WhenAll(following).WaitAsync(TimeSpan.FromSeconds(30));
        await _watch.StopAsync(CancellationToken.None);
    }

    /// <summary>A store with one call, of whose end nobody is told.</summary>
    public class QuietStore : DispatchProxy
    {
        private volatile bool _ended;
        private int _reads;
        private int _looks;

        public int Reads => _reads;
        public int Looks => _looks;

        public void End() => _ended = true;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name)
            {
                case nameof(ICallStore.FindAsync):
                    return Task.FromResult<Call?>(_ended ? Ended() : Waiting());
                case nameof(ICallStore.EventsAsync):
                    Interlocked.Increment(ref _reads);
                    return Task.FromResult<IReadOnlyList<RecordedEvent>>(
                        _ended ? [new RecordedEvent(2, CallState.Ended, At(5), CallView.Of(Ended()))] : []);
                case nameof(ICallStore.LastSequencesAsync):
                    Interlocked.Increment(ref _looks);
                    return Task.FromResult<IReadOnlyDictionary<CallId, int>>(
                        ((IReadOnlyCollection<CallId>)args![0]!).ToDictionary(id => id, _ => _ended ? 2 : 1));
                default:
                    throw new NotSupportedException(targetMethod.Name);
            }
        }
    }
}
