namespace ContactCenter.Calls;

/// <summary>The installation's secret that guests' tokens are made with: random, written once, the same on every node.</summary>
internal interface ICallSecret
{
    Task<byte[]> KeyAsync(CancellationToken cancellationToken);
}
