using System.Collections.Concurrent;

namespace ContactCenter.Calls;

/// <summary>Wakes whoever follows a call when it has changed. Only a hint: what happened is read from the store.</summary>
internal sealed class CallSignals
{
    private readonly ConcurrentDictionary<CallId, Line> _lines = new();

    /// <summary>Listens to a call until disposed. Arm before reading, so that nothing falls in between.</summary>
    public Listening Listen(CallId id)
    {
        while (true)
        {
            var line = _lines.GetOrAdd(id, _ => new Line());
            if (line.TryEnter())
            {
                return new Listening(this, id, line);
            }

            // The last listener is just leaving; its line is about to be forgotten.
            _lines.TryRemove(KeyValuePair.Create(id, line));
        }
    }

    public void Changed(CallId id)
    {
        if (_lines.TryGetValue(id, out var line))
        {
            line.Ring();
        }
    }

    /// <summary>One who listens to a call.</summary>
    internal sealed class Listening(CallSignals signals, CallId id, Line line) : IDisposable
    {
        /// <summary>Completes with the first change after this property was read.</summary>
        public Task Next => line.Next;

        public void Dispose()
        {
            if (line.Leave())
            {
                signals._lines.TryRemove(KeyValuePair.Create(id, line));
            }
        }
    }

    internal sealed class Line
    {
        private TaskCompletionSource _next = NewNext();
        private int _listeners;

        public Task Next => Volatile.Read(ref _next).Task;

        /// <summary>False when the line is given up already.</summary>
        public bool TryEnter()
        {
            lock (this)
            {
                return _listeners >= 0 && ++_listeners > 0;
            }
        }

        /// <summary>True when nobody is left; nobody may enter any more.</summary>
        public bool Leave()
        {
            lock (this)
            {
                _listeners = _listeners == 1 ? -1 : _listeners - 1;
                return _listeners < 0;
            }
        }

        public void Ring() => Interlocked.Exchange(ref _next, NewNext()).TrySetResult();

        private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
