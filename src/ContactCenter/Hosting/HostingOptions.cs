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

    /// <summary>What the header <c>X-Admin-Key</c> must hold for <c>/metrics</c> and <c>/api/admin</c>. Empty (the default): there is neither.</summary>
    [Secret]
    [HeaderText(200)]
    public string AdminKey { get; set; } = "";

    private sealed class AddressOrNetworkAttribute : RuleAttribute
    {
        public override string? Broken(object value) => IPAddress.TryParse((string)value, out _) || IPNetwork.TryParse((string)value, out _)
            ? null
            : "be an address such as 10.0.0.7 or a network such as 10.0.0.0/8";
    }

    /// <summary>What every client can put into a header, and no proxy trims.</summary>
    private sealed class HeaderTextAttribute(int longest) : RuleAttribute
    {
        public override string? Broken(object value) => value is string text && text.Length <= longest && text.All(letter => letter is > ' ' and <= '~')
            ? null
            : $"have at most {longest} letters, digits and signs of ASCII, without spaces";
    }
}
