namespace ContactCenter.Bench.Published;

/// <summary>What one guest is going to do, whoever serves them.</summary>
/// <param name="After">From the beginning to the click.</param>
/// <param name="Patience">From the click until the page is closed, if nothing has come of it.</param>
/// <param name="ClosesPage">Closes the page at the end instead of hanging up.</param>
internal sealed record Visit(int Number, TimeSpan After, TimeSpan Patience, TimeSpan Talk, bool ClosesPage)
{
    private const double _closing = 0.15;

    /// <summary>The same for the same seed.</summary>
    public static IReadOnlyList<Visit> Plan(int seed, double perMinute, TimeSpan length)
    {
        var chance = new Random(seed);
        var visits = new List<Visit>();
        for (var at = Next(); at < length; at += Next())
        {
            visits.Add(new Visit(
                visits.Count + 1,
                at,
                TimeSpan.FromSeconds(30 + (60 * chance.NextDouble())),
                TimeSpan.FromSeconds(5 + (15 * chance.NextDouble())),
                chance.NextDouble() < _closing));
        }

        return visits;

        TimeSpan Next() => TimeSpan.FromMinutes(-Math.Log(1 - chance.NextDouble()) / perMinute);
    }
}

/// <summary>What became of a visit, as the guest's page saw it.</summary>
internal sealed record Sighting(Visit Visit, DateTimeOffset ClickedAt)
{
    /// <summary>When the page first knew that somebody's device rings.</summary>
    public DateTimeOffset? RingsAt { get; set; }

    /// <summary>When the page had the link into the conversation.</summary>
    public DateTimeOffset? LinkAt { get; set; }

    public string? Conference { get; set; }

    /// <summary>The request or the line that broke off; null when none did.</summary>
    public string? Trouble { get; set; }
}

/// <summary>One guest's page, from the click to the end.</summary>
internal interface IPage
{
    /// <param name="closed">The guest has closed the page: nothing runs in it any more.</param>
    Task<Sighting> VisitAsync(Visit visit, CancellationToken closed);
}
