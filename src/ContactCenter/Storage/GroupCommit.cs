namespace ContactCenter.Storage;

/// <summary>
/// Group commit: what comes in while a transaction runs is written together in the next one. So its fixed costs, turns and the
/// disk's flush, are paid once for all of them.
/// </summary>
/// <param name="commit">One transaction for all: their results in the same order, or, when it throws, nothing of any of them.</param>
/// <param name="most">In one transaction.</param>
/// <param name="isEverybodys">Whether it failed for all and would again, or may have been written; otherwise each is tried alone.</param>
internal sealed class GroupCommit<TWrite, TResult>(
    Func<IReadOnlyList<TWrite>, Task<IReadOnlyList<TResult>>> commit, int most, Func<Exception, bool> isEverybodys)
{
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _line = [];
    private bool _isWriting;

    /// <summary>Who cancels while standing in line has written nothing; afterwards it is written to the end.</summary>
    public async Task<TResult> WriteAsync(TWrite write, CancellationToken cancellationToken)
    {
        var entry = new Entry(write);
        await using var leaving = cancellationToken.UnsafeRegister(static (one, token) => ((Entry)one!).Leave(token), entry);
        if (IsFirst(entry))
        {
            // For all who come: not in the name of the request that came first.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(WriteAllAsync, CancellationToken.None);
            }
        }

        return await entry.Result;
    }

    private bool IsFirst(Entry entry)
    {
        lock (_gate)
        {
            _line.Enqueue(entry);
            var isFirst = !_isWriting;
            _isWriting = true;
            return isFirst;
        }
    }

    private async Task WriteAllAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            await WriteAsync(group);
        }
    }

    private List<Entry> Next()
    {
        lock (_gate)
        {
            var group = new List<Entry>();
            while (group.Count < most && _line.TryDequeue(out var entry))
            {
                if (entry.IsTaken())
                {
                    group.Add(entry);
                }
            }

            _isWriting = group.Count > 0;
            return group;
        }
    }

    private async Task WriteAsync(List<Entry> group)
    {
        try
        {
            var results = await commit([.. group.Select(entry => entry.Write)]);
            foreach (var (entry, result) in group.Zip(results))
            {
                entry.Done(result);
            }
        }
        catch (Exception e) when (group.Count == 1 || isEverybodys(e))
        {
            group.ForEach(entry => entry.Failed(e));
        }
        catch
        {
            // One of them cannot be written, and nothing was: the others must not fail with it.
            foreach (var entry in group)
            {
                await WriteAsync([entry]);
            }
        }
    }

    private sealed class Entry(TWrite write)
    {
        private readonly TaskCompletionSource<TResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _isSettled;

        public TWrite Write => write;

        public Task<TResult> Result => _result.Task;

        /// <summary>False: its owner has left.</summary>
        public bool IsTaken() => Interlocked.Exchange(ref _isSettled, 1) == 0;

        public void Leave(CancellationToken cancellationToken)
        {
            if (IsTaken())
            {
                _result.SetCanceled(cancellationToken);
            }
        }

        public void Done(TResult result) => _result.SetResult(result);

        public void Failed(Exception e) => _result.SetException(e);
    }
}
