namespace ContactCenter.Tests.Support;

/// <summary>Waits that end, and say what they waited for.</summary>
internal static class Waiting
{
    /// <summary>Long enough for a slow machine; a test that passes never waits so long.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(40);

    /// <summary>Fails with "Waited 20 s until <paramref name="what"/>, in vain." when the task takes too long.</summary>
    public static async Task WithTimeout(this Task task, string what, TimeSpan? limit = null)
    {
        try
        {
            await task.WaitAsync(limit ?? _limit);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw InVain(what, limit);
        }
    }

    /// <inheritdoc cref="WithTimeout(Task, string, TimeSpan?)"/>
    public static async Task<T> WithTimeout<T>(this Task<T> task, string what, TimeSpan? limit = null)
    {
        await ((Task)task).WithTimeout(what, limit);
        return await task;
    }

    internal static Xunit.Sdk.XunitException InVain(string what, TimeSpan? limit) =>
        new($"Waited {(limit ?? _limit).TotalSeconds:0.#} s until {what}, in vain.");

    internal static TimeSpan Limit => _limit;
}
