using ContactCenter.Conferences;
using ContactCenter.Hosting;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>
/// Brings waiting calls and free operators together, whenever a call comes, a roster is read or an operator is freed.
/// </summary>
internal sealed partial class Matchmaker(
    ICallStore store,
    CallRecorder recorder,
    Identities identities,
    OperatorRoster roster,
    OperatorSkills skills,
    QueueBook queues,
    Matching matching,
    OperatorMoves moves,
    LostQueues lost,
    IConferenceServer conferences,
    TimeProvider clock,
    ILogger<Matchmaker> logger) : Loop, IRosterFollower
{
    private const int _givenUpAtOnce = 100;

    private readonly Bell _bell = new();

    /// <summary>Up to which reading of each group's roster calls have been given up for its sake.</summary>
    private readonly Dictionary<string, DateTimeOffset> _givenUp = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<FollowedGroup> Groups =>
    [
        .. queues.All.Select(queue => new FollowedGroup(queue.Group, queue.RosterInterval)).Concat(skills.Groups)
            .GroupBy(group => group.Name, StringComparer.OrdinalIgnoreCase)
            .Select(group => new FollowedGroup(group.Key, group.Min(one => one.Interval), group.Any(one => one.TakesCalls))),
    ];

    public event Action? GroupsChanged
    {
        add
        {
            queues.Changed += value;
            skills.Changed += value;
        }

        remove
        {
            queues.Changed -= value;
            skills.Changed -= value;
        }
    }

    /// <summary>Something may have become possible: match anew.</summary>
    public void Wake() => _bell.Ring();

    /// <summary>Told after each reading of a roster.</summary>
    public event Action? RosterChanged;

    public async Task<bool> IsWantedAsync(FollowedGroup group, CancellationToken cancellationToken) =>
        group.TakesCalls && await store.AnyPendingAsync([.. QueuesOf(group.Name).Select(queue => queue.Name)], cancellationToken);

    public void RosterRead(FollowedGroup group)
    {
        moves.Note(roster.Watch(group.Name));
        _bell.Ring();
        RosterChanged?.Invoke();
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        recorder.Recorded += Recorded;
        queues.Changed += lost.Note;
        GroupsChanged += _bell.Ring;
        return base.StartAsync(cancellationToken);
    }

    protected override Task RunAsync(CancellationToken stoppingToken) =>
        _bell.DriveAsync(MatchAllAsync, LogMatchFailed, clock, stoppingToken);

    private async Task<DateTimeOffset?> MatchAllAsync(CancellationToken stoppingToken)
    {
        await lost.SettleAsync(stoppingToken);
        await moves.SettleAsync(stoppingToken);
        foreach (var group in Groups.Where(group => group.TakesCalls))
        {
            await MatchAsync(group, stoppingToken);
            await GiveUpAsync(group, stoppingToken);
        }

        return null;
    }

    /// <summary>
    /// A call that has begun to wait is matched at once, and makes its roster worth reading. One that has been rung after a
    /// refusal shows that the server runs more conferences than was believed: the next is tried.
    /// </summary>
    private void Recorded(CallChange change)
    {
        lost.Note(change.After);
        if (change.After.WantsOperator)
        {
            roster.Want(recorder.QueueOf(change.After).Group);
            _bell.Ring();
        }
        else if (change.JustRang is not null)
        {
            _bell.Ring();
        }
    }

    private async Task MatchAsync(FollowedGroup group, CancellationToken stoppingToken)
    {
        while (roster.Watch(group.Name) is { } watch && watch.IsFresh(group.Interval, clock.GetUtcNow()))
        {
            var now = clock.GetUtcNow();
            var ground = new MatchGround(
                watch, QueuesOf(group.Name), queues.Find, skills.SkillsOf, conferences.MostConferences, () => new LedgerId(identities.Next(now)));
            var offered = await store.MatchAsync(new Match(ground, matching, now), now, stoppingToken);
            foreach (var change in offered)
            {
                recorder.Tell(change);
            }

            if (offered.Count == 0)
            {
                return;
            }
        }
    }

    /// <summary>
    /// Ends calls that complete searches in a row found nobody signed in for: the first search as the wait began, the next
    /// each after the retry delay.
    /// </summary>
    private async Task GiveUpAsync(FollowedGroup group, CancellationToken stoppingToken)
    {
        if (roster.Watch(group.Name) is not { NobodySince: { } nobodySince, Latest.ReadAt: var readAt } || _givenUp.GetValueOrDefault(group.Name) == readAt)
        {
            return;
        }

        var isDone = true;
        foreach (var queue in QueuesOf(group.Name).Where(queue => queue.MaxSearches > 0))
        {
            var since = readAt - ((queue.MaxSearches - 1) * queue.RetryDelay);
            if (nobodySince > since)
            {
                continue;
            }

            var waited = await store.WaitingSinceAsync([queue.Name], since, _givenUpAtOnce, stoppingToken);
            isDone &= waited.Count < _givenUpAtOnce;
            foreach (var call in waited)
            {
                await recorder.HappenAsync(call.Id, new CallEvent.GivenUp(clock.GetUtcNow()), stoppingToken);
            }
        }

        if (isDone)
        {
            _givenUp[group.Name] = readAt;
        }
    }

    private QueueSettings[] QueuesOf(string group) =>
        [.. queues.All.Where(queue => string.Equals(queue.Group, group, StringComparison.OrdinalIgnoreCase))];

    [LoggerMessage(LogLevel.Error, "Matching went wrong; it is tried again.")]
    private partial void LogMatchFailed(Exception e);
}
