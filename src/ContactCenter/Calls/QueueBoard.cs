using System.Collections.Concurrent;
using ContactCenter.Hosting;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>
/// What changes by the second for who waits: places in the line, the estimated wait and the notice. Computed for everybody
/// together, at most once a second and only when something has changed, and never stored.
/// </summary>
/// <remarks>
/// A line belongs to an operator group: queues that share operators share it. Whoever follows a call waits for its group's
/// one signal, so ten thousand who wait cost nothing while nothing changes.
/// </remarks>
internal sealed partial class QueueBoard(
    ICallStore store,
    CallRecorder recorder,
    Matchmaker matchmaker,
    OperatorRoster roster,
    QueueBook queues,
    WaitPace paces,
    TimeProvider clock,
    ILogger<QueueBoard> logger) : Loop
{
    private const string _unreachable = "operators-unreachable";
    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(1);

    /// <summary>What happened may not have been told here: whoever should have told it died.</summary>
    private static readonly TimeSpan _countAnyway = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, GroupLine> _lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly Bell _bell = new();

    /// <summary>Told of each standing that is another one than before, with the settings of its queues.</summary>
    public event Action<Standing, IReadOnlyList<QueueSettings>>? Changed;

    /// <summary>Completes with the first change, after this was asked, of any place, estimate or notice in the line that the queue belongs to.</summary>
    public Task NextChangeOf(string queue) => LineOf(queue).NextChange;

    public int WaitingIn(string queue) => LineOf(queue).Now.WaitingIn(queue);

    /// <summary>The same; null when they have not been counted of late.</summary>
    public int? CountIn(string queue) =>
        LineOf(queue) is var line && line.IsCounted(since: clock.GetUtcNow() - (2 * _countAnyway)) ? line.Now.WaitingIn(queue) : null;

    /// <summary>For a call that would be placed now; null when there is no honest figure.</summary>
    public int? EstimateFor(QueueSettings queue)
    {
        var standing = LineOf(queue.Name).Now;
        return standing.EstimateOf(standing.Line.Count + 1, queue);
    }

    /// <summary>Whether calls to this queue can be served as far as settings go; false while a person must mend something.</summary>
    public bool IsSupported(QueueSettings queue) => !roster.Watch(queue.Group).NeedsAttention;

    public Progress ProgressOf(CallView call)
    {
        if (call.State is not (CallState.Waiting or CallState.Ringing))
        {
            return default;
        }

        var standing = LineOf(call.Queue).Now;
        var position = call.State == CallState.Waiting && CallId.TryParse(call.Id) is { } id ? standing.PlaceOf(id) : null;
        var estimate = position is { } place && queues.Find(call.Queue) is { } queue ? standing.EstimateOf(place, queue) : null;
        return new Progress(position, estimate, standing.Notice);
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
    public void Wake()
    {
        foreach (var line in _lines.Values)
        {
            line.Moved();
        }

        _bell.Ring();
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        recorder.Recorded += Recorded;
        matchmaker.RosterChanged += _bell.Ring;
        queues.Changed += Wake;
        return base.StartAsync(cancellationToken);
    }

    protected override Task RunAsync(CancellationToken stoppingToken) =>
        _bell.DriveAsync(CountAllAsync, LogCountFailed, clock, stoppingToken);

    private async Task<DateTimeOffset?> CountAllAsync(CancellationToken stoppingToken)
    {
        foreach (var group in queues.All.GroupBy(queue => queue.Group, StringComparer.OrdinalIgnoreCase))
        {
            await LookAsync(group.Key, [.. group], stoppingToken);
        }

        await Task.Delay(_pace, clock, stoppingToken);
        return null;
    }

    private void Recorded(CallChange change)
    {
        var (before, after) = (change.Before, change.After);
        if (before.Queue != after.Queue)
        {
            LineOf(before.Queue).Moved();
        }

        // A call that is told of as it is may have escaped everybody.
        if (before.Queue != after.Queue || before.State != after.State || ReferenceEquals(before, after))
        {
            LineOf(after.Queue).Moved();
            _bell.Ring();
        }
    }

    private async Task LookAsync(string group, IReadOnlyList<QueueSettings> its, CancellationToken cancellationToken)
    {
        var line = _lines.GetOrAdd(group, _ => new GroupLine());
        var now = clock.GetUtcNow();
        var counts = line.IsDue(now, _countAnyway);
        try
        {
            var waiting = counts ? await store.LineAsync([.. its.Select(queue => queue.Name)], cancellationToken) : line.Now.Line;
            var (notice, pace) = await WeighAsync(group, its, anybodyWaits: waiting.Count > 0, cancellationToken);
            var standing = line.Now.After(waiting, notice, pace, its.Max(queue => queue.MaxWait));
            if (line.Keep(standing))
            {
                Changed?.Invoke(standing, its);
            }

            if (counts)
            {
                line.Counted(now);
            }
        }
        catch when (counts)
        {
            line.Moved();
            throw;
        }
    }

    /// <summary>What TrueConf Server's state means for the line: a notice while it is away, and otherwise how fast the line moves.</summary>
    private async Task<(string? Notice, Pace? Pace)> WeighAsync(
        string group, IReadOnlyList<QueueSettings> its, bool anybodyWaits, CancellationToken cancellationToken)
    {
        var (watch, interval, now) = (roster.Watch(its[0].Group), its.Min(queue => queue.RosterInterval), clock.GetUtcNow());
        var isAway = watch.Trouble is not null || watch.GroupMissing;
        var isFresh = watch.IsFresh(interval, now);
        if (isAway || watch.Latest is not { } latest || !(isFresh || (!anybodyWaits && watch.IsKept(interval, now))))
        {
            return (isAway && !isFresh ? _unreachable : null, null);
        }

        return (null, await paces.OfAsync(group, latest, its, cancellationToken));
    }

    /// <summary>Of a queue that is no longer there: one that stays empty.</summary>
    private GroupLine LineOf(string queue) => _lines.GetOrAdd(queues.Find(queue)?.Group ?? "", _ => new GroupLine());

    [LoggerMessage(LogLevel.Error, "Counting the waiting calls went wrong; it is tried again.")]
    private partial void LogCountFailed(Exception e);
}

/// <summary>What a waiting guest is told beside the events.</summary>
/// <param name="Position">Place among the calls that wait for the same operators, from 1.</param>
/// <param name="EstimatedWaitSeconds">As <see cref="WaitEstimate"/> says; null when there is no honest figure.</param>
public readonly record struct Progress(int? Position, int? EstimatedWaitSeconds, string? Notice);
