using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>How the line of one operator group stands: everybody's place, what is to be noticed, and how fast it moves. A value.</summary>
internal sealed class Standing
{
    public static readonly Standing Empty = new([], null, null, []);

    private readonly Dictionary<CallId, int> _places;
    private readonly Dictionary<string, int> _waiting;
    private readonly double[] _estimates;

    private Standing(IReadOnlyList<WaitingPlace> line, string? notice, Pace? pace, double[] estimates)
    {
        (Line, Notice, Pace, _estimates) = (line, notice, pace, estimates);
        _places = new Dictionary<CallId, int>(line.Count);
        _waiting = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < line.Count; index++)
        {
            _places[line[index].Call] = index + 1;
            _waiting[line[index].Queue] = _waiting.GetValueOrDefault(line[index].Queue) + 1;
        }
    }

    private Standing(Standing same, string? notice, Pace? pace, double[] estimates)
    {
        (Line, Notice, Pace, _estimates) = (same.Line, notice, pace, estimates);
        (_places, _waiting) = (same._places, same._waiting);
    }

    public IReadOnlyList<WaitingPlace> Line { get; }
    public string? Notice { get; }
    public Pace? Pace { get; }

    public int? PlaceOf(CallId id) => _places.TryGetValue(id, out var place) ? place : null;

    public int WaitingIn(string queue) => _waiting.GetValueOrDefault(queue);

    /// <summary>For a place in the line, also the one behind the last; null when nothing honest can be said.</summary>
    public int? EstimateOf(int place, QueueSettings queue) =>
        place <= _estimates.Length ? WaitEstimate.Told(_estimates[place - 1], queue.MaxWait) : null;

    /// <summary>The next standing; this one when nothing is different.</summary>
    public Standing After(IReadOnlyList<WaitingPlace> line, string? notice, Pace? pace, TimeSpan longestWait)
    {
        var sameLine = ReferenceEquals(line, Line) || line.SequenceEqual(Line);
        if (sameLine && notice == Notice && pace == Pace)
        {
            return this;
        }

        var estimates = pace is not { } known ? []
            : pace == Pace && line.Count < _estimates.Length ? _estimates
            : WaitEstimate.Table(known, longestWait, line.Count + 1);
        return sameLine ? new Standing(this, notice, pace, estimates) : new Standing(line, notice, pace, estimates);
    }
}
