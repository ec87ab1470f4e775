using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>How the line of one operator group stands: everybody's place, what is to be noticed, and how fast it moves. A value.</summary>
internal sealed class Standing
{
    public static readonly Standing Empty = new([], null, Forecast.None);

    private readonly Dictionary<CallId, int> _places;
    private readonly Dictionary<string, int> _waiting;
    private readonly Forecast _forecast;

    private Standing(IReadOnlyList<WaitingPlace> line, string? notice, Forecast forecast)
    {
        (Line, Notice, _forecast) = (line, notice, forecast);
        _places = new Dictionary<CallId, int>(line.Count);
        _waiting = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < line.Count; index++)
        {
            _places[line[index].Call] = index + 1;
            _waiting[line[index].Queue] = _waiting.GetValueOrDefault(line[index].Queue) + 1;
        }
    }

    private Standing(Standing same, string? notice, Forecast forecast)
    {
        (Line, Notice, _forecast) = (same.Line, notice, forecast);
        (_places, _waiting) = (same._places, same._waiting);
    }

    public IReadOnlyList<WaitingPlace> Line { get; }
    public string? Notice { get; }
    public bool HasForecast => _forecast.Pace is not null;

    public int? PlaceOf(CallId id) => _places.TryGetValue(id, out var place) ? place : null;

    public int WaitingIn(string queue) => _waiting.GetValueOrDefault(queue);

    /// <summary>For a place in the line, also the one behind the last; null when nothing honest can be said.</summary>
    public int? EstimateOf(int place, QueueSettings queue) =>
        place <= _forecast.Seconds.Length ? WaitEstimate.Told(_forecast.Seconds[place - 1], queue.MaxWait) : null;

    /// <summary>The next standing; this one when nothing is different.</summary>
    public Standing After(IReadOnlyList<WaitingPlace> line, string? notice, Pace? pace, TimeSpan longestWait)
    {
        var sameLine = ReferenceEquals(line, Line) || line.SequenceEqual(Line);
        var forecast = _forecast.For(pace, longestWait, line.Count + 1);
        return sameLine && notice == Notice && ReferenceEquals(forecast, _forecast) ? this
            : sameLine ? new Standing(this, notice, forecast)
            : new Standing(line, notice, forecast);
    }

    /// <summary>The figures for the first places, reckoned once and for more places than there are, and kept while the pace is the same.</summary>
    private sealed record Forecast(Pace? Pace, TimeSpan LongestWait, int Places, double[] Seconds)
    {
        public static readonly Forecast None = new(null, TimeSpan.Zero, int.MaxValue, []);

        public Forecast For(Pace? pace, TimeSpan longestWait, int places)
        {
            if (pace is not { } known)
            {
                return Pace is null ? this : None;
            }

            var ample = places * 2;
            return pace == Pace && longestWait == LongestWait && places <= Places
                ? this
                : new Forecast(pace, longestWait, ample, WaitEstimate.Table(known, longestWait, ample));
        }
    }
}
