using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Operators;

/// <summary>
/// Brings this node's view of one group up to date: from TrueConf Server, if reading the group is this node's role, else
/// from what the node laid down whose role it is.
/// </summary>
internal sealed class RosterReader(
    string group,
    IOperatorDirectory directory,
    OperatorRoster roster,
    IRosterShare share,
    INodeRegistry registry,
    INodeSignals signals,
    Node node,
    TimeProvider clock)
{
    private GroupId? _id;
    private DateTimeOffset _wokenAt;

    /// <summary>Whether this node reads for all.</summary>
    public bool Leads { get; private set; }

    /// <param name="interval">How often the roster is read while somebody waits.</param>
    public async Task ReadAsync(TimeSpan interval, CancellationToken stoppingToken)
    {
        var led = Leads;
        Leads = await registry.TakeRoleAsync($"roster {group}", node.Present.Id, stoppingToken);

        // Who has just become the reader goes on where the last one stopped.
        if ((!Leads || !led) && await share.ReadAsync(group, stoppingToken) is { } shared)
        {
            roster.Keep(group, shared);
        }

        if (!Leads)
        {
            await WakeReaderAsync(interval, stoppingToken);
        }
        else
        {
            var watch = await ReadItselfAsync(stoppingToken);
            roster.Keep(group, watch);
            await share.PublishAsync(group, watch, stoppingToken);
            await signals.SendAsync(new NodeSignal(NodeSignalKind.RosterRead, group), stoppingToken);
        }
    }

    /// <summary>
    /// The reader may read at leisure, because it did not hear that somebody waits, or heard it while the roster was fresh
    /// still: then what it lays down has grown old by now.
    /// </summary>
    private async Task WakeReaderAsync(TimeSpan interval, CancellationToken stoppingToken)
    {
        var now = clock.GetUtcNow();
        if (now >= _wokenAt + interval && !roster.Watch(group).IsFresh(interval, now))
        {
            _wokenAt = now;
            await signals.SendAsync(new NodeSignal(NodeSignalKind.RosterWanted, group), stoppingToken);
        }
    }

    private async Task<RosterWatch> ReadItselfAsync(CancellationToken stoppingToken)
    {
        var began = clock.GetUtcNow();
        try
        {
            _id ??= await directory.FindGroupAsync(group, stoppingToken);
            return _id is { } known
                ? roster.Watch(group).AfterRead(new Roster(known, began, await directory.ReadGroupAsync(known, stoppingToken))
                {
                    CompleteAt = clock.GetUtcNow(),
                })
                : roster.Watch(group).AfterMissingGroup();
        }
        catch (TrueConfException trouble)
        {
            // A group that is gone may have been made anew under the same name: look for it the next time.
            _id = trouble.Failure == TrueConfFailure.NotFound ? null : _id;
            return roster.Watch(group).AfterFailure(trouble);
        }
    }
}
