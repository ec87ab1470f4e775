using ContactCenter.Hosting.Settings;

namespace ContactCenter.Hosting;

/// <summary>Where the widget may be used: the section <c>Widget</c>.</summary>
internal sealed class WidgetOptions
{
    public const string Section = "Widget";

    /// <summary>Origins that may embed the widget besides our own, such as <c>https://shop.example.com</c>. Default: none.</summary>
    [Origin]
    public List<string> AllowedSites { get; set; } = [];

    /// <summary>An origin goes into a header word for word: whatever is more than scheme, host and port is refused.</summary>
    private sealed class OriginAttribute : RuleAttribute
    {
        public override string? Broken(object value)
        {
            var text = (string)value;
            return Uri.TryCreate(text, UriKind.Absolute, out var site)
                && (site.Scheme == Uri.UriSchemeHttps || (site.Scheme == Uri.UriSchemeHttp && site.IsLoopback))
                && string.Equals(text, site.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
                && site.UserInfo.Length == 0
                && text.All(char.IsAscii)
                    ? null
                    : "be an origin such as https://shop.example.com, without a path (http only for this machine)";
        }
    }
}
