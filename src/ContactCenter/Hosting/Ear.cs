namespace ContactCenter.Hosting;

/// <summary>One listener to a signal that is a new task after each time it was given.</summary>
/// <remarks>
/// Racing such a task directly would go on on a thread of the pool, whatever context its waiter keeps to: this hears it on
/// the waiter's own. It listens to each task once, however often it is asked, so that nothing piles up behind a signal that
/// is never given.
/// </remarks>
internal sealed class Ear(Func<Task> signal)
{
    private Task? _listeningTo;
    private Task _heard = Task.CompletedTask;

    /// <summary>Completes with the first signal after this property was read.</summary>
    public Task Next
    {
        get
        {
            var next = signal();
            if (next != _listeningTo)
            {
                (_listeningTo, _heard) = (next, HearAsync(next));
            }

            return _heard;
        }
    }

    private static async Task HearAsync(Task signal) => await signal;
}
