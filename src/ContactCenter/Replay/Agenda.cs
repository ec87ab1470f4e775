namespace ContactCenter.Replay;

/// <summary>What is to happen in a replay, and when: what was entered first comes first among the simultaneous.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Turn)> _entries = new();
    private long _turn;

    public DateTimeOffset Now { get; private set; }

    /// <summary>Whether anything else is to happen this very moment.</summary>
    public bool GoesOn => _entries.TryPeek(out _, out var next) && next.At <= Now;

    public void At(DateTimeOffset at, Action happens) => _entries.Enqueue(happens, (at > Now ? at : Now, _turn++));

    /// <summary>Lets the next thing happen; false when there is none.</summary>
    public bool TryNext()
    {
        if (!_entries.TryDequeue(out var happens, out var next))
        {
            return false;
        }

        Now = next.At;
        happens();
        return true;
    }
}
