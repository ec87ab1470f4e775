using ContactCenter.Hosting.Settings;
using ContactCenter.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ContactCenter.Tests.Hosting.Settings;

/// <summary>What is accepted, but said aloud at every start.</summary>
public class WarningTests
{
    [Fact]
    public async Task A_secret_in_a_file_is_accepted_with_a_warning_that_does_not_show_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("appsettings.json"), """{ "TrueConf": { "ClientSecret": "hush" } }""");

        await using var app = Program.Build([$"--contentRoot={folder.Path}", "--environment=Development", "--Serilog:MinimumLevel:Default=Fatal"]);

        Assert.Equal(
            ["TrueConf:ClientSecret is in appsettings.json; a secret belongs in the environment, as TrueConf__ClientSecret."],
            WarningsOf(app));
    }

    [Fact]
    public async Task A_secret_from_elsewhere_needs_no_warning()
    {
        Assert.DoesNotContain(await WarningsAsync("TrueConf:ClientSecret=hush"), warning => warning.Contains("Secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_without_encryption_is_allowed_on_this_machine_with_a_warning()
    {
        Assert.Contains(
            "TrueConf:ServerUrl is http://127.0.0.1:8080; the secret travels to it without encryption.",
            await WarningsAsync("TrueConf:ServerUrl=http://127.0.0.1:8080"));
    }

    [Fact]
    public async Task The_sandbox_outside_development_is_warned_about()
    {
        Assert.Contains(await WarningsAsync(), warning => warning.StartsWith("Sandbox:Enabled is true outside Development", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> WarningsAsync(params string[] settings)
    {
        await using var app = Refusals.Build(settings);
        return WarningsOf(app);
    }

    private static IReadOnlyList<string> WarningsOf(WebApplication app) =>
        SettingsWalk.Report((IConfigurationRoot)app.Configuration, app.Environment, app.Services.GetServices<SettingsSection>()).Warnings;
}
