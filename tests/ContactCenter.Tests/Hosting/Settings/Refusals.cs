using ContactCenter.Hosting.Settings;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Hosting.Settings;

/// <summary>What the server says to settings, without being started.</summary>
internal static class Refusals
{
    /// <summary>The server's words, a line each, the headline left out; empty when it would start.</summary>
    public static async Task<string[]> OfAsync(params string[] settings)
    {
        try
        {
            await using var app = Build(settings);
            return [];
        }
        catch (StartRefusedException refusal)
        {
            return refusal.Message.Split(Environment.NewLine)[1..];
        }
    }

    /// <summary>A server with these settings (<c>key=value</c>), in production with the sandbox unless they say otherwise.</summary>
    public static Microsoft.AspNetCore.Builder.WebApplication Build(params string[] settings) => Program.Build(
    [
        $"--contentRoot={Repository.Root}", "--environment=Production", "--Sandbox:Enabled=true", "--TrueConf:ClientId=id", "--TrueConf:ClientSecret=secret",
        "--Serilog:MinimumLevel:Default=Fatal",
        .. settings.Select(setting => $"--{setting}"),
    ]);
}
