namespace ContactCenter.Hosting.Metrics;

/// <summary>The measurements of one instrument under one set of labels. Its family guards it.</summary>
internal sealed class MetricSeries(string labels, IReadOnlyList<double> bounds)
{
    private readonly long[] _perBucket = new long[bounds.Count + 1];

    /// <summary>As they stand between the braces; empty when there are none.</summary>
    public string Labels => labels;

    /// <summary>The value; of a histogram, the sum.</summary>
    public double Value { get; private set; }

    public long Count { get; private set; }

    public void Set(double value) => Value = value;

    public void Add(double value) => Value += value;

    public void Observe(double value)
    {
        Value += value;
        Count++;
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
        {
            bucket++;
        }

        _perBucket[bucket]++;
    }

    /// <summary>Each bound with how many measurements were at most that; the last bound is infinite.</summary>
    public IEnumerable<(double Bound, long Count)> Buckets()
    {
        var count = 0L;
        for (var bucket = 0; bucket <= bounds.Count; bucket++)
        {
            count += _perBucket[bucket];
            yield return (bucket < bounds.Count ? bounds[bucket] : double.PositiveInfinity, count);
        }
    }
}
