namespace ContactCenter.Conferences;

/// <summary>How many conferences the ledger holds now that are not gone.</summary>
internal interface ILedgerCounts
{
    /// <param name="stuckAfter">From so many failures in a row on a removal counts as stuck.</param>
    Task<LedgerCounts> CountAsync(int stuckAfter, CancellationToken cancellationToken);
}

/// <summary>Each conference that is not gone is in exactly one of these.</summary>
/// <param name="Intended">Wanted; whether it was made is not known yet.</param>
/// <param name="Made">Wanted, and known to TrueConf Server: it runs, or is about to.</param>
/// <param name="Condemned">Wanted no longer, being removed.</param>
/// <param name="Stuck">Wanted no longer, and its removal keeps failing.</param>
internal readonly record struct LedgerCounts(int Intended, int Made, int Condemned, int Stuck);
