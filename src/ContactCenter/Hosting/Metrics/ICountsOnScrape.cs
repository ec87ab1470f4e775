namespace ContactCenter.Hosting.Metrics;

/// <summary>A feature whose gauges show what lies in the store: it counts once for a scrape, before its gauges are read.</summary>
internal interface ICountsOnScrape
{
    /// <summary>After a count that failed the gauges show nothing, rather than what was true before.</summary>
    Task CountAsync(CancellationToken cancellationToken);
}
