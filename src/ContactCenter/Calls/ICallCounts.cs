namespace ContactCenter.Calls;

/// <summary>How many calls and offers there are now, counted in the store for everybody who shows figures.</summary>
internal interface ICallCounts
{
    Task<CallCounts> CountAsync(CancellationToken cancellationToken);
}

/// <summary>What has not ended, of all nodes together.</summary>
/// <param name="Calls">By queue and state; what there is none of may be left out.</param>
/// <param name="LiveOffers">By state, likewise.</param>
internal sealed record CallCounts(
    IReadOnlyDictionary<(string Queue, CallState State), int> Calls, IReadOnlyDictionary<OfferState, int> LiveOffers)
{
    public int Of(string queue, CallState state) => Calls.GetValueOrDefault((queue, state));

    public int Of(OfferState state) => LiveOffers.GetValueOrDefault(state);
}
