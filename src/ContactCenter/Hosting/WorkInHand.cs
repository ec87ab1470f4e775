using System.Collections.Concurrent;

namespace ContactCenter.Hosting;

/// <summary>Pieces of work under way, at most one for each key; a piece never throws.</summary>
internal sealed class WorkInHand<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Task> _pieces = new();

    /// <summary>Wakes the loop that hands out the work; rung also when a piece is finished.</summary>
    public Bell Bell { get; } = new();

    public int Count => _pieces.Count;

    public IReadOnlyCollection<TKey> Keys => [.. _pieces.Keys];

    /// <summary>Begins a piece, unless one is under way for this key.</summary>
    public bool TryBegin(TKey key, Func<Task> work)
    {
        if (_pieces.ContainsKey(key))
        {
            return false;
        }

        // Listed before it runs: a piece that is done at once takes itself off the list again.
        var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_pieces.TryAdd(key, RunAsync(key, listed.Task, work)))
        {
            return false;
        }

        listed.SetResult();
        return true;
    }

    /// <summary>Waits until all that has begun is finished, or until it may wait no longer.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_pieces.Values).WaitAsync(cancellationToken).Quietly();

    private async Task RunAsync(TKey key, Task listed, Func<Task> work)
    {
        await listed;
        try
        {
            await work();
        }
        finally
        {
            _pieces.TryRemove(key, out _);
            Bell.Ring();
        }
    }
}
