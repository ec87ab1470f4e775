using System.Text.Json;
using ContactCenter.Hosting.Settings;
using ContactCenter.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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

        var named = file.AsEnumerable().Select(pair => pair.Key).ToHashSet();
        var missing = from read in ReportOf(app).Settings
                      where read.Section.DefaultsFrom is null
                      from key in read.Section.Keys
                      where !_absent.Contains(key.Path) && !named.Contains(key.Path)
                      select key.Path;
        Assert.Empty(missing);
    }

    [Fact]
    public async Task The_example_in_README_is_right()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("appsettings.json"), readme.Split("### Several queues")[1].Split("```json")[1].Split("```")[0]);

        Assert.Empty(await Refusals.OfAsync($"contentRoot={folder.Path}"));
    }

    private static string[] SettingsOf(WebApplication app) =>
    [
        .. from read in ReportOf(app).Settings select $"{read.Section.Path}: {JsonSerializer.Serialize(read.Values, read.Section.Type)}",
    ];

    private static SettingsReport ReportOf(WebApplication app) => SettingsWalk.Report(
        (IConfigurationRoot)app.Configuration, app.Environment, app.Services.GetServices<SettingsSection>());
}
