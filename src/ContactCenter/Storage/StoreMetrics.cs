using System.Diagnostics.Metrics;
using ContactCenter.Hosting.Metrics;

namespace ContactCenter.Storage;

/// <summary>Counts what went wrong between this process and its store.</summary>
internal sealed class StoreMetrics
{
    private long _failures;

    public StoreMetrics(IMeterFactory meters) => meters.ProductsOwn().CreateObservableCounter(
        "contact_center.store.failures", () => Interlocked.Read(ref _failures), description: "Requests to the store that failed.");

    public void Failed() => Interlocked.Increment(ref _failures);
}
