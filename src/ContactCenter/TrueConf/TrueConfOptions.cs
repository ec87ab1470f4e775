using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ContactCenter.Hosting.Settings;

namespace ContactCenter.TrueConf;

/// <summary>Which TrueConf Server, and as whom: the section <c>TrueConf</c>.</summary>
internal sealed partial class TrueConfOptions : ICheckedSettings
{
    public const string Section = "TrueConf";

    /// <summary>For example <c>https://video.example.com</c>; http only to this machine. Empty (the default): the sandbox, where it is enabled.</summary>
    [ServerUrl]
    public string ServerUrl { get; set; } = "";

    /// <summary><c>v3</c> or <c>v3.N</c>. Default <c>v3.11</c>.</summary>
    [ApiVersion]
    public string ApiVersion { get; set; } = "v3.11";

    /// <summary>The OAuth2 application of TrueConf Server's control panel (client credentials).</summary>
    public string ClientId { get; set; } = "";

    /// <summary>That application's secret.</summary>
    [Secret]
    public string ClientSecret { get; set; } = "";

    /// <summary>A PEM file with certificates to trust in addition to the system's. Relative to the content root; empty (the default): none.</summary>
    public string CaCertificate { get; set; } = "";

    /// <summary>How long one attempt of a request may take. 1 s to 1 min, default 10 s.</summary>
    [Between("00:00:01", "00:01:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Marks this product's conferences at TrueConf Server. Letters, digits, dots, dashes; up to 64. Default <c>contact-center</c>.</summary>
    [Tag]
    public string Tag { get; set; } = "contact-center";

    /// <summary>How many conferences the licence allows at once; 0 = as many as the server lets. TrueConf Server Free: 1. Up to 100,000, default 0.</summary>
    [Between(0, 100_000)]
    public int MaxConferences { get; set; }

    public void Check(SettingsReport report)
    {
        const string key = $"{Section}:{nameof(ServerUrl)}";
        if (ServerUrl.Length > 0 || report.HasRefused(key))
        {
            CheckApplication(report);
        }
        else if (!report.Read<SandboxOptions>().IsWanted(report.Environment, this)
            && !report.HasRefused($"{SandboxOptions.Section}:{nameof(SandboxOptions.Enabled)}"))
        {
            report.Refuse(key, ServerUrl, "be the address of TrueConf Server, unless Sandbox:Enabled is true");
        }

        if (ServerUrl.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
        {
            report.Warn($"{key} is {ServerUrl}; the secret travels to it without encryption.");
        }

        if (CaCertificate.Length > 0 && !CanRead(Path.Combine(report.Environment.ContentRootPath, CaCertificate)))
        {
            report.Refuse($"{Section}:{nameof(CaCertificate)}", CaCertificate, "be a file that can be read and holds certificates in PEM");
        }
    }

    private void CheckApplication(SettingsReport report)
    {
        const string rule = "be that of the OAuth2 application, since TrueConf:ServerUrl is set";
        if (ClientId.Length == 0)
        {
            report.Refuse($"{Section}:{nameof(ClientId)}", ClientId, rule);
        }

        if (ClientSecret.Length == 0)
        {
            report.Refuse($"{Section}:{nameof(ClientSecret)}", ClientSecret, rule);
        }
    }

    private static bool CanRead(string path)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates.Count > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }

    private sealed class ServerUrlAttribute : RuleAttribute
    {
        public override string? Broken(object value) => (string)value switch
        {
            "" => null,
            var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.PathAndQuery == "/" && url.Fragment == "" && url.UserInfo == ""
                && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) => null,
            _ => "be an https address without a path, such as https://video.example.com (http only to this machine)",
        };
    }

    private sealed partial class ApiVersionAttribute : RuleAttribute
    {
        public override string? Broken(object value) => Version().IsMatch((string)value) ? null : "be v3 or v3.N, such as v3.11";

        [GeneratedRegex(@"^v3(\.\d{1,4})?\z")]
        private static partial Regex Version();
    }

    private sealed partial class TagAttribute : RuleAttribute
    {
        public override string? Broken(object value) => Word().IsMatch((string)value) ? null : "have 1 to 64 letters, digits, dots, dashes or underscores";

        [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
        private static partial Regex Word();
    }
}
