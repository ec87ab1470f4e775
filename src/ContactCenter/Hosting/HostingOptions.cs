using System.Net;
using ContactCenter.Hosting.Settings;

namespace ContactCenter.Hosting;

/// <summary>How the server stands in its network: the section <c>Hosting</c>.</summary>
internal sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>Whose <c>X-Forwarded-*</c> headers are believed: addresses, or networks such as <c>10.0.0.0/8</c>. Default: nobody's.</summary>
    [AddressOrNetwork]
    public List<string> KnownProxies { get; set; } = [];

    private sealed class AddressOrNetworkAttribute : RuleAttribute
    {
        public override string? Broken(object value) => IPAddress.TryParse((string)value, out _) || IPNetwork.TryParse((string)value, out _)
            ? null
            : "be an address such as 10.0.0.7 or a network such as 10.0.0.0/8";
    }
}
