using System.Text.Json;
using ContactCenter.Hosting.Settings;
using ContactCenter.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ContactCenter.Tests.Hosting.Settings;

/// <summary>appsettings.json is the list of every setting and its default; the code holds the same ones.</summary>
public class AppSettingsTests
{
    /// <summary>A secret has no place in the file; the others differ by environment, or are for tests alone.</summary>
    private static readonly string[] _absent = ["TrueConf:ClientSecret", "Hosting:AdminKey", "Sandbox:Enabled", "Testing:CrashAt"];

    [Fact]
    public async Task A_server_with_the_file_and_one_without_have_the_same_settings()
    {
        using var empty = new TemporaryFolder();
        await using var with = Refusals.Build();
        await using var without = Refusals.Build($"contentRoot={empty.Path}");

        Assert.Equal(SettingsOf(without), SettingsOf(with));
    }

    [Fact]
    public async Task The_file_names_every_setting()
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "appsettings.json")).Build();
        await using var app = Refusals.Build();

        var missing = from section in app.Services.GetServices<SettingsSection>()
                      from key in section.Keys
                      where section.DefaultsFrom is null && !_absent.Contains(key.Path)
                      where file.GetSection(key.Path) is { Value: null } at && !at.GetChildren().Any()
                      select key.Path;
        Assert.Empty(missing);
    }

    private static string[] SettingsOf(WebApplication app) =>
    [
        .. from section in app.Services.GetServices<SettingsSection>()
           let options = (IOptions<object>)app.Services.GetRequiredService(typeof(IOptions<>).MakeGenericType(section.Type))
           select $"{section.Path}: {JsonSerializer.Serialize(options.Value, section.Type)}",
    ];
}
