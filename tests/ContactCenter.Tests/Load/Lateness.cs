using System.Collections.Concurrent;

namespace ContactCenter.Tests.Load;

/// <summary>How late this machine lets timers fire meanwhile: nothing that is measured beside it can be more punctual.</summary>
internal sealed class Lateness : IAsyncDisposable
{
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentQueue<TimeSpan> _late = new();
    private readonly Task _beating;

    public Lateness() => _beating = BeatAsync();

    public Figures Figures => Figures.Of(_late);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task BeatAsync()
    {
        while (true)
        {
            var began = TimeProvider.System.GetTimestamp();
            await Task.Delay(_beat, TimeProvider.System, _over.Token);
            _late.Enqueue(TimeProvider.System.GetElapsedTime(began) - _beat);
        }
    }
}
