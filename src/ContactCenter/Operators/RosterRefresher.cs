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

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        signals.Received += Heard;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        signals.Received -= Heard;
        return base.StopAsync(cancellationToken);
    }

    protected override Task RunAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(follower.Groups.Select(group => FollowAsync(group, stoppingToken)));

    private async Task FollowAsync(FollowedGroup group, CancellationToken stoppingToken)
    {
        var reader = new RosterReader(group.Name, directory, roster, share, registry, signals, node, clock);
        DateTimeOffset? saidAt = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = clock.GetUtcNow();
            try
            {
                await reader.ReadAsync(stoppingToken);
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
    /// Sleeps out the interval; while nobody waits, until somebody does or the leisurely interval is over. Who does not read
    /// itself wakes up for whatever there is to see.
    /// </summary>
    private async Task RestAsync(FollowedGroup group, RosterReader reader, DateTimeOffset began, CancellationToken stoppingToken)
    {
        var bell = roster.BellOf(group.Name);
        var slept = false;
        while (true)
        {
            var interval = await IsWantedAsync(group, stoppingToken) ? group.Interval : Leisure;
            if ((slept && !reader.Leads) || clock.GetUtcNow() >= began + interval)
            {
                return;
            }

            await bell.WaitUntilAsync(began + interval, clock, stoppingToken);
            slept = true;
        }
    }

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
            return false;
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

        if (saidAt is not null && (!watch.GroupMissing || now - saidAt < _errorInterval))
        {
            return saidAt;
        }

        if (watch.GroupMissing)
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

    [LoggerMessage(LogLevel.Warning, "The group '{Group}' cannot be read just now: {Trouble} Guests wait.")]
    private partial void LogUnreadable(string group, string trouble);

    [LoggerMessage(LogLevel.Information, "The group '{Group}' can be read again.")]
    private partial void LogReadableAgain(string group);

    [LoggerMessage("Reading the group '{Group}' went wrong; it is tried again.")]
    private partial void LogReadingFailed(LogLevel level, Exception e, string group);
}
