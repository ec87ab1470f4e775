using System.Collections.Concurrent;
using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Operators;

/// <summary>Keeps every followed group's roster up to date: once an interval while anybody waits, and rarely while nobody does.</summary>
internal sealed partial class RosterRefresher(
    IOperatorDirectory directory,
    OperatorRoster roster,
    IRosterFollower follower,
    IRosterShare share,
    INodeRegistry registry,
    INodeSignals signals,
    Node node,
    TimeProvider clock,
    ILogger<RosterRefresher> logger) : Loop
{
    /// <summary>How often a group is read while nobody waits for it.</summary>
    internal static readonly TimeSpan Leisure = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _errorInterval = TimeSpan.FromMinutes(1);

    private readonly WorkInHand<string> _following = new();

    /// <summary>Rung when settings have changed, by group.</summary>
    private readonly ConcurrentDictionary<string, Bell> _changes = new(StringComparer.OrdinalIgnoreCase);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        signals.Received += Heard;
        follower.GroupsChanged += GroupsChanged;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        signals.Received -= Heard;
        follower.GroupsChanged -= GroupsChanged;
        await base.StopAsync(cancellationToken);
        await _following.FinishAsync(cancellationToken);
    }

    protected override Task RunAsync(CancellationToken stoppingToken) =>
        _following.Bell.DriveAsync(_ => FollowAllAsync(stoppingToken), LogLoopFailed, clock, stoppingToken);

    /// <summary>Begins with the groups that are new; who follows one that is no longer wanted ends by itself.</summary>
    private Task<DateTimeOffset?> FollowAllAsync(CancellationToken stoppingToken)
    {
        foreach (var group in follower.Groups)
        {
            _following.TryBegin(group.Name, () => FollowAsync(group.Name, stoppingToken));
        }

        return Task.FromResult<DateTimeOffset?>(null);
    }

    private async Task FollowAsync(string name, CancellationToken stoppingToken)
    {
        var reader = new RosterReader(name, directory, roster, share, registry, signals, node, clock);
        DateTimeOffset? saidAt = null;
        while (!stoppingToken.IsCancellationRequested && follower.Groups.FirstOrDefault(one => one.Name == name) is { } group)
        {
            var began = clock.GetUtcNow();
            try
            {
                await reader.ReadAsync(group.Interval, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                var level = PassingTrouble.LevelOf(e);
                LogReadingFailed(level, e, group.Name);
            }

            saidAt = Complain(group, roster.Watch(group.Name), saidAt, began);
            follower.RosterRead(group);
            await RestAsync(group, reader, began, stoppingToken);
        }
    }

    /// <summary>
    /// Sleeps out the interval, whoever comes meanwhile; while nobody waits, until somebody does or the leisurely interval is
    /// over. Who does not read itself wakes up for whatever there is to see.
    /// </summary>
    private async Task RestAsync(FollowedGroup group, RosterReader reader, DateTimeOffset began, CancellationToken stoppingToken)
    {
        var bell = roster.BellOf(group.Name);
        var slept = false;
        while (true)
        {
            var interval = await IsWantedAsync(group, stoppingToken) ? group.Interval : Leisure;
            var rest = began + interval - clock.GetUtcNow();
            if ((slept && (!reader.Leads || !follower.Groups.Contains(group))) || rest <= TimeSpan.Zero)
            {
                return;
            }

            var isFixed = reader.Leads && interval == group.Interval;
            await (isFixed ? ChangeOf(group.Name) : bell).WaitAsync(rest, clock, stoppingToken);
            slept = true;
        }
    }

    /// <summary>Those that are followed look at once whether they still are, and how often.</summary>
    private void GroupsChanged()
    {
        foreach (var name in _following.Keys)
        {
            roster.BellOf(name).Ring();
            ChangeOf(name).Ring();
        }

        _following.Bell.Ring();
    }

    private Bell ChangeOf(string group) => _changes.GetOrAdd(group, _ => new Bell());

    /// <summary>Another node has read a roster, or waits for one.</summary>
    private void Heard(NodeSignal signal)
    {
        if (signal.Kind is NodeSignalKind.RosterRead or NodeSignalKind.RosterWanted)
        {
            roster.BellOf(signal.Key).Ring();
        }
    }

    private async Task<bool> IsWantedAsync(FollowedGroup group, CancellationToken stoppingToken)
    {
        try
        {
            return await follower.IsWantedAsync(group, stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var level = PassingTrouble.LevelOf(e);
            LogReadingFailed(level, e, group.Name);

            // It may well be: a store that is back after a moment must not wait for the leisurely interval.
            return e is IPassingTrouble;
        }
    }

    /// <summary>One Error a minute while the group is missing; other trouble is told once until it is over.</summary>
    private DateTimeOffset? Complain(FollowedGroup group, RosterWatch watch, DateTimeOffset? saidAt, DateTimeOffset now)
    {
        if (watch is { Trouble: null, GroupMissing: false })
        {
            if (saidAt is not null)
            {
                LogReadableAgain(group.Name);
            }

            return null;
        }

        if (saidAt is not null && (!watch.GroupMissing || !group.TakesCalls || now - saidAt < _errorInterval))
        {
            return saidAt;
        }

        if (watch.GroupMissing && !group.TakesCalls)
        {
            LogSkillsMissing(group.Name);
        }
        else if (watch.GroupMissing)
        {
            LogGroupMissing(group.Name);
        }
        else
        {
            LogUnreadable(group.Name, watch.Trouble!.Message);
        }

        return now;
    }

    [LoggerMessage(LogLevel.Error, "TrueConf Server has no group '{Group}' (Routing:Group): guests wait until it has.")]
    private partial void LogGroupMissing(string group);

    [LoggerMessage(LogLevel.Warning, "TrueConf Server has no group '{Group}' (Operators:GroupSkills): nobody has its skills.")]
    private partial void LogSkillsMissing(string group);

    [LoggerMessage(LogLevel.Warning, "The group '{Group}' cannot be read just now: {Trouble} Guests wait.")]
    private partial void LogUnreadable(string group, string trouble);

    [LoggerMessage(LogLevel.Information, "The group '{Group}' can be read again.")]
    private partial void LogReadableAgain(string group);

    [LoggerMessage(LogLevel.Error, "Following the groups went wrong; it is tried again.")]
    private partial void LogLoopFailed(Exception e);

    [LoggerMessage("Reading the group '{Group}' went wrong; it is tried again.")]
    private partial void LogReadingFailed(LogLevel level, Exception e, string group);
}
