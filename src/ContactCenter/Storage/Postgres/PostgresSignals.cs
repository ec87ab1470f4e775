using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Storage.Postgres;

/// <summary>Hints over PostgreSQL's own notifications: heard on one connection that does nothing else.</summary>
/// <remarks>While that connection is down nothing is heard; whoever waits looks by itself in a while.</remarks>
internal sealed partial class PostgresSignals(PostgresDatabase database, ILogger<PostgresSignals> logger) : Loop, INodeSignals
{
    public const string Channel = "contact_center";

    /// <summary>A dead connection is as silent as a quiet one: ask from time to time.</summary>
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _shortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(3);

    private static readonly Dictionary<NodeSignalKind, string> _words = new()
    {
        [NodeSignalKind.Call] = "call",
        [NodeSignalKind.RosterRead] = "roster-read",
        [NodeSignalKind.RosterWanted] = "roster-wanted",
    };

    public event Action<NodeSignal>? Received;

    public Task SendAsync(NodeSignal signal, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ExecuteAsync(
            "select pg_notify(@Channel, @Payload)", new { Channel, Payload = $"{_words[signal.Kind]} {signal.Key}" }),
        cancellationToken);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        if (!database.IsOpen)
        {
            // The store is another.
            return;
        }

        var pause = _shortestPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => pause = _shortestPause, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogDeaf(e.Message);
                await Task.Delay(pause, TimeProvider.System, stoppingToken);
                pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
            }
        }
    }

    private async Task ListenAsync(Action listening, CancellationToken stoppingToken)
    {
        // Waiting ends by the token, before the connection is let go of: the driver does not like it the other way round.
        await using var connection = await database.ConnectAsync(stoppingToken);
        connection.Notification += (_, notification) => Hear(notification.Payload);
        var session = new PostgresSession(connection, stoppingToken);
        await session.ExecuteAsync($"listen {Channel}");
        listening();
        while (true)
        {
            if (!await connection.WaitAsync(_silence, stoppingToken))
            {
                await session.ExecuteAsync("select 1");
            }
        }
    }

    private void Hear(string payload)
    {
        var blank = payload.IndexOf(' ', StringComparison.Ordinal);
        foreach (var (kind, word) in _words)
        {
            if (blank > 0 && payload.AsSpan(0, blank).SequenceEqual(word))
            {
                Received?.Invoke(new NodeSignal(kind, payload[(blank + 1)..]));
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "Other nodes cannot be heard just now: {Trouble}")]
    private partial void LogDeaf(string trouble);
}
