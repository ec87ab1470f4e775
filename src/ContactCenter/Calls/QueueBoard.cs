using System.Collections.Concurrent;
using ContactCenter.Hosting;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>
/// What changes by the second for who waits: places in the queue and the notice. Computed for everybody together, at most
/// once a second, and never stored.
/// </summary>
internal sealed partial class QueueBoard(
    ICallStore store,
    CallRecorder recorder,
    Matchmaker matchmaker,
    OperatorRoster roster,
    QueueBook queues,
    TimeProvider clock,
    ILogger<QueueBoard> logger) : Loop
{
    private const string _unreachable = "operators-unreachable";
    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Standing> _standings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Bell _bell = new();
    private TaskCompletionSource _changed = NewChange();

    /// <summary>Completes with the next change of any place or notice after this property was read.</summary>
    public Task NextChange => Volatile.Read(ref _changed).Task;

    public int WaitingIn(string queue) => StandingOf(queue).Places.Count;

    /// <summary>Whether calls to this queue can be served as far as settings go; false while a person must mend something.</summary>
    public bool IsSupported(QueueSettings queue) => !roster.Watch(queue.Group).NeedsAttention;

    public Progress ProgressOf(CallView call)
    {
        if (call.State is not (CallState.Waiting or CallState.Ringing))
        {
            return default;
        }

        var standing = StandingOf(call.Queue);
        int? position = call.State == CallState.Waiting && CallId.TryParse(call.Id) is { } id && standing.Places.TryGetValue(id, out var place)
            ? place
            : null;
        return new Progress(position, EstimatedWaitSeconds: null, standing.Notice);
    }

    /// <summary>The call's view with what holds this moment.</summary>
    public CallView ViewOf(Call call)
    {
        var view = CallView.Of(call);
        var progress = ProgressOf(view);
        return view with
        {
            Position = progress.Position,
            EstimatedWaitSeconds = progress.EstimatedWaitSeconds,
            Notice = progress.Notice,
        };
    }

    /// <summary>Something may have changed elsewhere: count anew.</summary>
    public void Wake() => _bell.Ring();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        recorder.Recorded += Recorded;
        matchmaker.RosterChanged += _bell.Ring;
        queues.Changed += _bell.Ring;
        return base.StartAsync(cancellationToken);
    }

    protected override Task RunAsync(CancellationToken stoppingToken) =>
        _bell.DriveAsync(CountAllAsync, LogCountFailed, clock, stoppingToken);

    private async Task<DateTimeOffset?> CountAllAsync(CancellationToken stoppingToken)
    {
        foreach (var queue in queues.All)
        {
            Keep(await CountAsync(queue, stoppingToken), queue.Name);
        }

        await Task.Delay(_pace, clock, stoppingToken);
        return null;
    }

    private void Recorded(CallChange change)
    {
        if (change.IsVisible)
        {
            _bell.Ring();
        }
    }

    private async Task<Standing> CountAsync(QueueSettings queue, CancellationToken cancellationToken)
    {
        var waiting = await store.WaitingAsync(queue.Name, cancellationToken);
        var watch = roster.Watch(queue.Group);
        var unreachable = (watch.Trouble is not null || watch.GroupMissing) && !watch.IsFresh(queue.RosterInterval, clock.GetUtcNow());
        return new Standing(
            waiting.Select((id, index) => (id, Place: index + 1)).ToDictionary(one => one.id, one => one.Place),
            unreachable ? _unreachable : null);
    }

    private void Keep(Standing standing, string queue)
    {
        var before = StandingOf(queue);
        _standings[queue] = standing;
        if (!standing.Equals(before))
        {
            Interlocked.Exchange(ref _changed, NewChange()).TrySetResult();
        }
    }

    private Standing StandingOf(string queue) => _standings.GetValueOrDefault(queue, Standing.Empty);

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Error, "Counting the waiting calls went wrong; it is tried again.")]
    private partial void LogCountFailed(Exception e);

    private sealed record Standing(IReadOnlyDictionary<CallId, int> Places, string? Notice)
    {
        public static readonly Standing Empty = new(new Dictionary<CallId, int>(), null);

        public bool Equals(Standing? other) =>
            other is not null && Notice == other.Notice && Places.Count == other.Places.Count &&
            Places.All(place => other.Places.TryGetValue(place.Key, out var there) && there == place.Value);

        public override int GetHashCode() => HashCode.Combine(Places.Count, Notice);
    }
}

/// <summary>What a waiting guest is told beside the events.</summary>
/// <param name="Position">Place in the queue, from 1.</param>
public readonly record struct Progress(int? Position, int? EstimatedWaitSeconds, string? Notice);
