namespace ContactCenter.Tests.Support;

/// <summary>The one helper that polls.</summary>
/// <remarks>
/// Only for what cannot be awaited: another process, a browser's page, a file. Whatever the test holds in its own process has an event, a feed or a
/// verb of the sandbox to wait for, and is awaited with <see cref="Waiting.WithTimeout(Task, string, TimeSpan?)"/>.
/// </remarks>
internal static class Eventually
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks until the answer is yes; fails saying what it waited for and, if given, what was seen last.</summary>
    public static async Task IsTrueAsync(string what, Func<Task<bool>> ask, Func<object?>? seen = null, TimeSpan? limit = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await ask().WithTimeout(what, limit))
        {
            if (TimeProvider.System.GetElapsedTime(started) > (limit ?? Waiting.Limit))
            {
                throw Waiting.InVain(seen is null ? what : $"{what} (seen last: {seen()})", limit);
            }

            await Task.Delay(_pause, TimeProvider.System);
        }
    }

    /// <inheritdoc cref="IsTrueAsync(string, Func{Task{bool}}, Func{object?}?, TimeSpan?)"/>
    public static Task IsTrueAsync(string what, Func<bool> ask, Func<object?>? seen = null, TimeSpan? limit = null) =>
        IsTrueAsync(what, () => Task.FromResult(ask()), seen, limit);
}
