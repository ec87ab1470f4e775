using System.Diagnostics.Metrics;
using System.Reflection;

namespace ContactCenter.Hosting.Metrics;

/// <summary>Which build runs: a gauge that is always 1, for its labels.</summary>
internal static class BuildMetrics
{
    private static readonly string _version =
        typeof(BuildMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static void AddBuild(this Meter meter) => meter.CreateObservableGauge(
        "contact_center.build_info",
        () => new Measurement<int>(1, new("version", _version), new("runtime", Environment.Version.ToString())),
        description: "Always 1; the labels say which build runs on which runtime.");
}
