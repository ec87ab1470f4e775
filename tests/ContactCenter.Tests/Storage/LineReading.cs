using ContactCenter.Calls;

namespace ContactCenter.Tests.Storage;

internal static class LineReading
{
    /// <summary>Who waits in one queue, in order.</summary>
    public static async Task<IReadOnlyList<CallId>> WaitingAsync(this ICallStore calls, string queue, CancellationToken cancellationToken) =>
        [.. (await calls.LineAsync([queue], cancellationToken)).Select(place => place.Call)];
}
