using System.Runtime.CompilerServices;

namespace ContactCenter.Hosting;

internal static class Waiting
{
    /// <summary>Waits until the task is over, however it ended.</summary>
    public static ConfiguredTaskAwaitable Quietly(this Task task) =>
        task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
