using ContactCenter.Hosting.Settings;

namespace ContactCenter.TrueConf;

/// <summary>The sandbox in place of TrueConf Server: the section <c>Sandbox</c>.</summary>
internal sealed class SandboxOptions : ICheckedSettings
{
    public const string Section = "Sandbox";

    /// <summary>Whether the sandbox runs beside the server. Default: in Development, when <c>TrueConf:ServerUrl</c> is empty.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Where it listens; loopback only, port 0 picks a free one. Default <c>http://127.0.0.1:5090</c>.</summary>
    [LoopbackUrl]
    public string Url { get; set; } = "http://127.0.0.1:5090";

    /// <summary>Whether the sandbox is to run, given where the server runs and what it is pointed at.</summary>
    public bool IsWanted(IHostEnvironment environment, TrueConfOptions trueConf) =>
        Enabled ?? (environment.IsDevelopment() && trueConf.ServerUrl.Length == 0);

    public void Check(SettingsReport report)
    {
        if (Enabled == true && !report.Environment.IsDevelopment())
        {
            report.Warn("Sandbox:Enabled is true outside Development; guests reach a stand-in for TrueConf Server, not people.");
        }
    }

    /// <summary>An http address on this machine.</summary>
    private sealed class LoopbackUrlAttribute : RuleAttribute
    {
        public override string? Broken(object value) =>
            Uri.TryCreate((string)value, UriKind.Absolute, out var url) && url is { Scheme: "http", IsLoopback: true, PathAndQuery: "/" }
                ? null
                : "be an http address on this machine, such as http://127.0.0.1:5090";
    }
}
