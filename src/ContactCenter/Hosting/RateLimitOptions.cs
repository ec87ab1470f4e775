using ContactCenter.Hosting.Settings;

namespace ContactCenter.Hosting;

/// <summary>How much one address may ask for: the section <c>RateLimit</c>.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimit";

    /// <summary>New calls per client address and minute; 0 = no limit. Default 30.</summary>
    [Between(0, 1_000_000)]
    public int CallsPerMinute { get; set; } = 30;
}
