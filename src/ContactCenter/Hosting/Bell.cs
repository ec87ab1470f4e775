namespace ContactCenter.Hosting;

/// <summary>
/// Wakes a loop. Rung any number of times it wakes once; rung while the loop works, it wakes the loop right after, so
/// nothing that happens between looking and waiting is lost. For one waiter.
/// </summary>
internal sealed class Bell
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan _afterTrouble = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The longest a loop rests. A bell may fail to be rung: whoever should have rung it died, or did not hear that there was
    /// something to tell. And it need not be rung for what is to be done much later.
    /// </summary>
    internal static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    private TaskCompletionSource _rung = NewRing();

    public void Ring() => Volatile.Read(ref _rung).TrySetResult();

    /// <summary>
    /// Drives a loop until it is stopped: a turn, then a rest until the moment it names (null: none), the bell, or ten
    /// seconds later. A turn that goes wrong is a bug, or trouble that passes; a bug is told. Either way it is taken again,
    /// because the next one may go well.
    /// </summary>
    public async Task DriveAsync(
        Func<CancellationToken, Task<DateTimeOffset?>> turn, Action<Exception> wentWrong, TimeProvider clock, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var rest = await turn(stoppingToken) - clock.GetUtcNow();
                await WaitAsync(rest < LongestRest ? rest.Value : LongestRest, clock, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (e is not IPassingTrouble)
                {
                    wentWrong(e);
                }

                await Task.Delay(_afterTrouble, clock, stoppingToken);
            }
        }
    }

    /// <summary>Returns when the bell rings, or after <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (atMost > TimeSpan.Zero)
        {
            // Whatever ends the wait rings the bell: so the waiter goes on where it waits, and not on a thread of the pool.
            var rung = Volatile.Read(ref _rung);
            using var limit = clock.CreateTimer(Ring, rung, atMost < _longest ? atMost : _longest, Timeout.InfiniteTimeSpan);
            using var stop = cancellationToken.UnsafeRegister(Ring, rung);
            await rung.Task;
        }

        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Exchange(ref _rung, NewRing());
    }

    private static void Ring(object? rung) => ((TaskCompletionSource)rung!).TrySetResult();

    private static TaskCompletionSource NewRing() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
