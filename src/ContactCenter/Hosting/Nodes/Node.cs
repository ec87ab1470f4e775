namespace ContactCenter.Hosting.Nodes;

/// <summary>This process among those that share the store: gives its sign of life, and enters anew when it was believed dead.</summary>
internal sealed partial class Node(INodeRegistry registry, Identities identities, TimeProvider clock, ILogger<Node> logger) : Loop
{
    private static readonly TimeSpan _afterTrouble = TimeSpan.FromSeconds(1);

    private volatile Membership? _present;
    private volatile IReadOnlyList<NodeSight> _sights = [];

    /// <summary>The present membership; a new one after each time that one was lost.</summary>
    public Membership Present => _present ?? throw new InvalidOperationException("The node has not been entered yet.");

    /// <summary>Every node as of the last sign of life.</summary>
    public IReadOnlyList<NodeSight> Sights => _sights;

    /// <summary>Told after each sign of life, also the first of a new membership: a good moment to look for work that others left.</summary>
    public event Action? Mustered;

    /// <summary>Before anything works.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>After everything has worked: what is left goes to the others at once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await registry.LeaveAsync(Present.Id, cancellationToken);
        }
        catch (Exception e)
        {
            // Then they find out by the lease.
            LogNotLeft(e.Message);
        }
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        if (registry.Lease == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        var pace = registry.Lease / 3;
        var pause = pace;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(pause, clock, stoppingToken);
            pause = await TryLiveOnAsync(pace, stoppingToken) || _afterTrouble > pace ? pace : _afterTrouble;
        }
    }

    private async Task<bool> TryLiveOnAsync(TimeSpan atMost, CancellationToken stoppingToken)
    {
        try
        {
            using var limit = new CancellationTokenSource(atMost, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken);
            await LiveOnAsync(either.Token);
            return true;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogNoSign(e is IPassingTrouble ? LogLevel.Debug : LogLevel.Warning, e.Message);
            if (!Present.IsHeld)
            {
                Present.Lose();
            }

            return false;
        }
    }

    private async Task LiveOnAsync(CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        if (Present.IsHeld && await registry.RenewAsync(Present.Id, cancellationToken) is { } sights)
        {
            Present.Renew(asked);
            See(sights);
            return;
        }

        var lost = Present;
        lost.Lose();
        await registry.LeaveAsync(lost.Id, cancellationToken);
        await EnterAsync(cancellationToken);
        LogLost(lost.Id);
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        var (asked, now) = (clock.GetTimestamp(), clock.GetUtcNow());
        var id = new NodeId(identities.Next(now).ToString("N"));
        var sights = await registry.EnterAsync(id, cancellationToken);
        _present = new Membership(id, now, registry.Lease, asked, clock);
        LogEntered(id);
        See(sights);
    }

    private void See(IReadOnlyList<NodeSight> sights)
    {
        _sights = sights;
        Mustered?.Invoke();
    }

    [LoggerMessage(LogLevel.Information, "This process works as node {Node}.")]
    private partial void LogEntered(NodeId node);

    [LoggerMessage("No sign of life could be left in the store: {Trouble}")]
    private partial void LogNoSign(LogLevel level, string trouble);

    [LoggerMessage(LogLevel.Warning, "Node {Node} was silent for longer than its lease; it goes on under a new name.")]
    private partial void LogLost(NodeId node);

    [LoggerMessage(LogLevel.Debug, "The node could not say that it leaves: {Trouble}")]
    private partial void LogNotLeft(string trouble);
}
