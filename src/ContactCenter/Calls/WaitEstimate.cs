namespace ContactCenter.Calls;

/// <summary>How long a place in the line will wait: the time that is not exceeded in four of five cases, or nothing.</summary>
/// <remarks>
/// With n operators who take one call after the other, for a time of mean h each, place p is served when the p-th of
/// them is done: after a sum of p exponential times of rate n/h, which is Erlang's distribution (the line M/M/n). Operators
/// who are free this moment are taken for busy: whoever waits although they are free is not theirs to take, and whoever is
/// has no time to read a figure. Skills, places given to a higher class and guests who leave the line are not foreseen.
/// </remarks>
internal static class WaitEstimate
{
    /// <summary>From fewer conversations within <see cref="Memory"/> nothing honest can be said.</summary>
    public const int FewestConversations = 5;

    public const int MostConversations = 50;

    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>Seconds for the places from 1 to <paramref name="places"/>, as far as they are not above <paramref name="longest"/>.</summary>
    public static double[] Table(Pace pace, TimeSpan longest, int places)
    {
        var table = new List<double>();
        var scale = pace.HandTime.TotalSeconds / pace.Operators;
        for (var place = 1; place <= places; place++)
        {
            var seconds = ErlangQuantile.FourOfFive(place) * scale;
            if (seconds > longest.TotalSeconds)
            {
                break;
            }

            table.Add(seconds);
        }

        return [.. table];
    }

    /// <summary>As it is told: up to 5 s below a minute, up to 15 s above; null when it is beyond the longest wait.</summary>
    public static int? Told(double seconds, TimeSpan longest)
    {
        var step = seconds <= 55 ? 5 : 15;
        var told = Math.Max(1, Math.Ceiling(seconds / step)) * step;
        return told <= longest.TotalSeconds ? (int)told : null;
    }
}

/// <summary>How fast a line moves.</summary>
/// <param name="Operators">Who takes calls, now or after the one they have.</param>
/// <param name="HandTime">From an answer until the operator is free again, on average.</param>
internal readonly record struct Pace(int Operators, TimeSpan HandTime);
