using System.Reflection;
using ContactCenter.Calls;
using ContactCenter.Routing;
using ContactCenter.Tests.Support;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

public class CallFeedTests
{
    [Fact]
    public async Task A_call_that_ends_while_it_is_being_looked_at_is_told_to_have_ended()
    {
        var feed = FeedOfACallThatEndsWhileItIsLookedAt();

        Assert.Equal([2], await ToldAsync(feed).WithTimeout("the end is told"));
    }

    [Fact]
    public async Task A_poll_that_learns_of_the_end_brings_it()
    {
        var feed = FeedOfACallThatEndsWhileItIsLookedAt();

        var events = await feed.PollAsync(Waiting().Id, after: 1, TimeSpan.FromSeconds(30), CancellationToken.None, CancellationToken.None);

        Assert.Equal([2], events.Select(one => one.Sequence));
    }

    private static async Task<List<int?>> ToldAsync(CallFeed feed)
    {
        var told = new List<int?>();
        await foreach (var message in feed.FollowAsync(Waiting().Id, after: 1, CancellationToken.None))
        {
            told.Add(message.Event?.Sequence);
        }

        return told;
    }

    private static CallFeed FeedOfACallThatEndsWhileItIsLookedAt()
    {
        var board = new QueueBoard(null!, null!, null!, null!, new QueueBook([]), null!, null!, null!);
        var store = DispatchProxy.Create<ICallStore, EndingStore>();
        var signals = ((EndingStore)(object)store).Signals;
        return new CallFeed(store, signals, board, new QuickClock(50));
    }

    /// <summary>A store with one call, which ends as soon as its events were read once.</summary>
    public class EndingStore : DispatchProxy
    {
        private bool _ended;

        internal CallSignals Signals { get; } = new();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var before = _ended;
            switch (targetMethod!.Name)
            {
                case nameof(ICallStore.FindAsync):
                    return Task.FromResult<Call?>(before ? Ended() : Waiting());
                case nameof(ICallStore.EventsAsync):
                    _ended = true;
                    Signals.Changed(Waiting().Id);
                    return Task.FromResult<IReadOnlyList<RecordedEvent>>(
                        before ? [new RecordedEvent(2, CallState.Ended, At(5), CallView.Of(Ended()))] : []);
                default:
                    throw new NotSupportedException(targetMethod.Name);
            }
        }
    }
}
