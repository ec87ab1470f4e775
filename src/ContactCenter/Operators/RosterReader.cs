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

    /// <summary>Whether this node reads for all.</summary>
    public bool Leads { get; private set; }

    public async Task ReadAsync(CancellationToken stoppingToken)
    {
        var led = Leads;
        Leads = await registry.TakeRoleAsync($"roster {group}", node.Present.Id, stoppingToken);

        // Who has just become the reader goes on where the last one stopped.
        if ((!Leads || !led) && await share.ReadAsync(group, stoppingToken) is { } shared)
        {
            roster.Keep(group, shared);
        }

        if (Leads)
        {
            var watch = await ReadItselfAsync(stoppingToken);
            roster.Keep(group, watch);
            await share.PublishAsync(group, watch, stoppingToken);
            await signals.SendAsync(new NodeSignal(NodeSignalKind.RosterRead, group), stoppingToken);
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
