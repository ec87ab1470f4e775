namespace ContactCenter.Simulation.World;

/// <summary>Everything that is going to happen, in order of (virtual time, sequence); the one thread there is works it off.</summary>
internal sealed class Agenda
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private Item[] _heap = new Item[1024];
    private int _count;
    private long _sequence;
    private volatile string? _strayed;

    /// <summary>Ticks since the world began.</summary>
    public long Now { get; private set; }

    /// <summary>Where something tried to leave the one thread; null while nothing has.</summary>
    public string? Strayed => _strayed;

    public long Steps { get; private set; }

    public Item At(long time, SendOrPostCallback act, object? state, Process? process = null)
    {
        var item = new Item(Math.Max(time, Now), process, act, state);
        Insert(item);
        return item;
    }

    public Item At(long time, Action act, Process? process = null) => At(time, static state => ((Action)state!)(), act, process);

    public Item In(TimeSpan delay, Action act, Process? process = null) => At(Now + delay.Ticks, act, process);

    /// <summary>Puts an item back that was held while its process was frozen.</summary>
    public void Again(Item item)
    {
        item.Time = Now;
        Insert(item);
    }

    public void Cancel(Item item)
    {
        if (item.Index >= 0)
        {
            RemoveAt(item.Index);
        }

        item.Cancelled = true;
    }

    /// <summary>Runs what is next, if it is due by then; else the time is then.</summary>
    public bool TryRunNext(long until)
    {
        if (_count == 0 || _heap[0].Time > until)
        {
            Now = Math.Max(Now, until);
            return false;
        }

        var item = _heap[0];
        RemoveAt(0);
        Now = item.Time;
        Steps++;
        if (item.Process is { } process)
        {
            process.Run(item);
        }
        else
        {
            SynchronizationContext.SetSynchronizationContext(null);
            item.Act(item.State);
        }

        return true;
    }

    private void Insert(Item item)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            _strayed ??= Environment.StackTrace;
            return;
        }

        item.Sequence = _sequence++;
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * _count);
        }

        Rise(_count++, item);
    }

    private void RemoveAt(int index)
    {
        _heap[index].Index = -1;
        var last = _heap[--_count];
        _heap[_count] = null!;
        if (index == _count)
        {
            return;
        }

        if (index > 0 && last.IsBefore(_heap[(index - 1) / 2]))
        {
            Rise(index, last);
        }
        else
        {
            Sink(index, last);
        }
    }

    private void Rise(int index, Item item)
    {
        while (index > 0 && item.IsBefore(_heap[(index - 1) / 2]))
        {
            Put(index, _heap[(index - 1) / 2]);
            index = (index - 1) / 2;
        }

        Put(index, item);
    }

    private void Sink(int index, Item item)
    {
        while ((2 * index) + 1 is var child && child < _count)
        {
            if (child + 1 < _count && _heap[child + 1].IsBefore(_heap[child]))
            {
                child++;
            }

            if (!_heap[child].IsBefore(item))
            {
                break;
            }

            Put(index, _heap[child]);
            index = child;
        }

        Put(index, item);
    }

    private void Put(int index, Item item)
    {
        _heap[index] = item;
        item.Index = index;
    }

    internal sealed class Item(long time, Process? process, SendOrPostCallback act, object? state)
    {
        public long Time { get; set; } = time;
        public long Sequence { get; set; }
        public int Index { get; set; } = -1;
        public bool Cancelled { get; set; }
        public Process? Process { get; } = process;
        public SendOrPostCallback Act { get; } = act;
        public object? State { get; } = state;

        public bool IsBefore(Item other) => Time != other.Time ? Time < other.Time : Sequence < other.Sequence;
    }
}
