using ContactCenter.Calls;
using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;
using Microsoft.Extensions.Options;

namespace ContactCenter.Storage;

/// <summary>Erases once an hour who the guests of long-ended calls were, and forgets old decisions; one node does it for all.</summary>
internal sealed partial class CallEraser(
    ICallStore calls,
    IOptions<StorageOptions> options,
    INodeRegistry registry,
    Node node,
    TimeProvider clock,
    ILogger<CallEraser> logger) : Loop
{
    internal static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Few enough not to keep guests from writing.</summary>
    private const int _atOnce = 100;

    /// <summary>More decisions than anybody reads.</summary>
    private const int _mostDecisions = 20_000;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await registry.TakeRoleAsync("eraser", node.Present.Id, stoppingToken))
                {
                    await EraseAsync(stoppingToken);
                    await calls.ForgetDecisionsAsync(clock.GetUtcNow() - options.Value.KeepDecisions, _mostDecisions, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                var level = PassingTrouble.LevelOf(e);
                LogNotErased(level, e);
            }

            await Task.Delay(Interval, clock, stoppingToken);
        }
    }

    private async Task EraseAsync(CancellationToken stoppingToken)
    {
        var erased = 0;
        var before = clock.GetUtcNow() - options.Value.KeepCalls;
        int some;
        do
        {
            some = await calls.EraseAsync(before, _atOnce, stoppingToken);
            erased += some;
        }
        while (some == _atOnce);

        if (erased > 0)
        {
            LogErased(erased, before);
        }
    }

    [LoggerMessage(LogLevel.Information, "It is no longer kept who the guests of {Calls} calls were, which ended before {Before:O}.")]
    private partial void LogErased(int calls, DateTimeOffset before);

    [LoggerMessage("Erasing guests' names went wrong; it is tried again in an hour.")]
    private partial void LogNotErased(LogLevel level, Exception e);
}
