using System.Runtime.ExceptionServices;

namespace ContactCenter.Hosting;

/// <summary>A piece of work that goes on from the server's start to its stop.</summary>
/// <remarks>
/// Like the framework's <see cref="BackgroundService"/>, but what is started on one thread's context stays there: so a whole
/// installation can run on a single thread, in an order that can be repeated.
/// </remarks>
internal abstract class Loop : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public virtual Task StartAsync(CancellationToken cancellationToken)
    {
        _running = BeginAsync();
        return Task.CompletedTask;
    }

    public virtual async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Cancel();
        await _running.WaitAsync(cancellationToken).Quietly();
    }

    public virtual void Dispose() => _stopping.Dispose();

    /// <summary>Returns when it is stopped, and never throws for any other reason.</summary>
    protected abstract Task RunAsync(CancellationToken stoppingToken);

    private async Task BeginAsync()
    {
        await Task.Yield();
        try
        {
            await RunAsync(_stopping.Token);
        }
        catch (Exception e) when (!_stopping.IsCancellationRequested)
        {
            // Nobody would notice a loop that is no longer there. Everybody notices a process that ends, and starts it anew.
            ThreadPool.UnsafeQueueUserWorkItem(_ => ExceptionDispatchInfo.Throw(e), null);
        }
        catch (OperationCanceledException)
        {
            // Stopped in the middle of a rest.
        }
    }
}
