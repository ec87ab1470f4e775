using System.Collections.Concurrent;

namespace ContactCenter.Calls;

/// <summary>Wakes whoever follows a call when it has changed. Only a hint: what happened is read from the store.</summary>
internal sealed class CallSignals
{
    private readonly ConcurrentDictionary<CallId, Line> _lines = new();

    /// <summary>The calls that are followed here, each with the sequence that its slowest listener has read up to.</summary>
    public IReadOnlyDictionary<CallId, int> Followed => _lines.ToDictionary(line => line.Key, line => line.Value.ReadUpTo);

    /// <summary>Listens to a call until disposed. Arm before reading, so that nothing falls in between.</summary>
    /// <param name="after">The sequence that was read up to.</param>
    public Listening Listen(CallId id, int after = 0)
    {
        while (true)
        {
            var line = _lines.GetOrAdd(id, _ => new Line());
            var listening = new Listening(this, id, line) { ReadUpTo = after };
            if (line.TryEnter(listening))
            {
                return listening;
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
        private volatile int _readUpTo;

        /// <summary>Completes with the first change after this property was read.</summary>
        public Task Next => line.Next;

        /// <summary>The last sequence that was read.</summary>
        public int ReadUpTo
        {
            get => _readUpTo;
            set => _readUpTo = value;
        }

        public void Dispose()
        {
            if (line.Leave(this))
            {
                signals._lines.TryRemove(KeyValuePair.Create(id, line));
            }
        }
    }

    internal sealed class Line
    {
        private readonly List<Listening> _listeners = new(1);
        private TaskCompletionSource _next = NewNext();
        private bool _isGivenUp;

        public Task Next => Volatile.Read(ref _next).Task;

        public int ReadUpTo
        {
            get
            {
                lock (this)
                {
                    return _isGivenUp ? int.MaxValue : _listeners.Min(one => (int?)one.ReadUpTo) ?? int.MaxValue;
                }
            }
        }

        /// <summary>False when the line is given up already.</summary>
        public bool TryEnter(Listening listening)
        {
            lock (this)
            {
                if (!_isGivenUp)
                {
                    _listeners.Add(listening);
                }

                return !_isGivenUp;
            }
        }

        /// <summary>True when nobody is left; nobody may enter any more.</summary>
        public bool Leave(Listening listening)
        {
            lock (this)
            {
                _listeners.Remove(listening);
                return _isGivenUp |= _listeners.Count == 0;
            }
        }

        public void Ring() => Interlocked.Exchange(ref _next, NewNext()).TrySetResult();

        private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
