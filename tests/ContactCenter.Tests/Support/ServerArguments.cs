using TrueConf.Sandbox;

namespace ContactCenter.Tests.Support;

/// <summary>The command line of a server under test: the pages of the working tree, the sandbox for TrueConf Server, data of the test's own.</summary>
internal static class ServerArguments
{
    /// <summary>A later setting wins, so the test's come last.</summary>
    public static string[] For(SandboxServer sandbox, TemporaryFolder data, params (string Key, string Value)[] settings)
    {
        (string Key, string Value)[] all =
        [
            ("contentRoot", Repository.Root),
            ("environment", "Production"),
            ("urls", "http://127.0.0.1:0"),
            ("TrueConf:ServerUrl", sandbox.Url.ToString()),
            ("TrueConf:ClientId", SandboxServer.ClientId),
            ("TrueConf:ClientSecret", SandboxServer.ClientSecret),
            ("ConnectionStrings:ContactCenter", $"Data Source={data.File("contact-center.db")}"),
            .. settings,
        ];
        return [.. all.Select(setting => $"--{setting.Key}={setting.Value}")];
    }
}
