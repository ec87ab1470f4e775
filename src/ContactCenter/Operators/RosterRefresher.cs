namespace ContactCenter.Operators;

/// <summary>Reads each followed group once an interval for everybody who waits, and rarely while nobody does.</summary>
internal sealed partial class RosterRefresher(
    IOperatorDirectory directory,
    OperatorRoster roster,
    IRosterFollower follower,
    TimeProvider clock,
    ILogger<RosterRefresher> logger) : BackgroundService
{
    /// <summary>How often a group is read while nobody waits for it.</summary>
    internal static readonly TimeSpan Leisure = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _errorInterval = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(follower.Groups.Select(group => FollowAsync(group, stoppingToken)));

    private async Task FollowAsync(FollowedGroup group, CancellationToken stoppingToken)
    {
        GroupId? id = null;
        DateTimeOffset? saidAt = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = clock.GetUtcNow();
            try
            {
                id ??= await directory.FindGroupAsync(group.Name, stoppingToken);
                roster.Keep(group.Name, id is { } known
                    ? roster.Watch(group.Name).AfterRead(await ReadAsync(known, began, stoppingToken))
                    : roster.Watch(group.Name).AfterMissingGroup());
            }
            catch (TrueConfException trouble)
            {
                // A group that is gone may have been made anew under the same name: look for it the next time.
                id = trouble.Failure == TrueConfFailure.NotFound ? null : id;
                roster.Keep(group.Name, roster.Watch(group.Name).AfterFailure(trouble));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogReadingFailed(e, group.Name);
            }

            saidAt = Complain(group, roster.Watch(group.Name), saidAt, began);
            follower.RosterRead(group);
            await RestAsync(group, began, stoppingToken);
        }
    }

    private async Task<Roster> ReadAsync(GroupId group, DateTimeOffset began, CancellationToken stoppingToken)
    {
        var operators = await directory.ReadGroupAsync(group, stoppingToken);
        return new Roster(group, began, operators) { CompleteAt = clock.GetUtcNow() };
    }

    /// <summary>Sleeps out the interval; while nobody waits, until somebody does or the leisurely interval is over.</summary>
    private async Task RestAsync(FollowedGroup group, DateTimeOffset began, CancellationToken stoppingToken)
    {
        var bell = roster.BellOf(group.Name);
        while (true)
        {
            var interval = await IsWantedAsync(group, stoppingToken) ? group.Interval : Leisure;
            if (clock.GetUtcNow() >= began + interval)
            {
                return;
            }

            await bell.WaitUntilAsync(began + interval, clock, stoppingToken);
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
            LogReadingFailed(e, group.Name);
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

    [LoggerMessage(LogLevel.Error, "Reading the group '{Group}' went wrong; it is tried again.")]
    private partial void LogReadingFailed(Exception e, string group);
}
