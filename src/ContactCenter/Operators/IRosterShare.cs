namespace ContactCenter.Operators;

/// <summary>Where the node that reads a roster lays it down for the others, so that a group is read once for all of them.</summary>
internal interface IRosterShare
{
    Task PublishAsync(string group, RosterWatch watch, CancellationToken cancellationToken);

    /// <summary>What was laid down last; null when nothing was, or there is nobody to share with.</summary>
    Task<RosterWatch?> ReadAsync(string group, CancellationToken cancellationToken);
}
