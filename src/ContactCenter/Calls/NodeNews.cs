using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;

namespace ContactCenter.Calls;

/// <summary>Passes on what other nodes tell, and tells them what they should know.</summary>
internal sealed partial class NodeNews(
    INodeSignals signals, CallSignals calls, QueueBoard board, OperatorRoster roster, IRosterFollower follower, TimeProvider clock, ILogger<NodeNews> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        signals.Received += Heard;
        roster.Wanted += Pass;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        signals.Received -= Heard;
        roster.Wanted -= Pass;
        return Task.CompletedTask;
    }

    private void Heard(NodeSignal signal)
    {
        if (signal.Kind == NodeSignalKind.Call && CallId.TryParse(signal.Key) is { } id)
        {
            calls.Changed(id);
            board.Wake();
        }
    }

    /// <summary>Whoever reads the roster may be another node, and at leisure.</summary>
    private void Pass(string group)
    {
        var interval = follower.Groups.FirstOrDefault(one => one.Name == group)?.Interval ?? TimeSpan.Zero;
        if (!roster.Watch(group).IsFresh(interval, clock.GetUtcNow()))
        {
            _ = PassAsync(group);
        }
    }

    private async Task PassAsync(string group)
    {
        try
        {
            await signals.SendAsync(new NodeSignal(NodeSignalKind.RosterWanted, group), CancellationToken.None);
        }
        catch (Exception e)
        {
            // The reader looks by itself in a while.
            LogNotTold(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The other nodes could not be told: {Trouble}")]
    private partial void LogNotTold(string trouble);
}
