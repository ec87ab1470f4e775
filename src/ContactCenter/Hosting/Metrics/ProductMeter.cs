using System.Diagnostics.Metrics;

namespace ContactCenter.Hosting.Metrics;

/// <summary>The meter on which every feature has its instruments; one for each server in a process.</summary>
internal static class ProductMeter
{
    public const string Name = "ContactCenter";

    public static Meter ProductsOwn(this IMeterFactory meters) => meters.Create(Name);
}
