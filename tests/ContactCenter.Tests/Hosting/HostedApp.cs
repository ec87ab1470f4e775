using ContactCenter.Hosting;
using ContactCenter.Hosting.Settings;
using ContactCenter.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Tests.Hosting;

/// <summary>A server with the hosting alone and endpoints of the test's own, on a free port.</summary>
internal sealed class HostedApp(WebApplication app, TemporaryFolder folder, CapturedLog log) : IAsyncDisposable
{
    public HttpClient Client { get; } = new() { BaseAddress = new Uri(app.Urls.Single()) };

    public IReadOnlyList<CapturedLog.Entry> Log => log.Entries;

    /// <param name="map">The test's endpoints.</param>
    /// <param name="add">What a feature would add.</param>
    /// <param name="settings">As on the command line, without the dashes.</param>
    public static async Task<HostedApp> StartAsync(
        Action<WebApplication>? map = null, Action<IServiceCollection>? add = null, params string[] settings)
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("wwwroot/widget"));
        File.WriteAllText(folder.File("wwwroot/widget/call.html"), "<!doctype html>");
        File.WriteAllText(folder.File("wwwroot/widget/widget.js"), "export {};");
        Directory.CreateDirectory(folder.File("wwwroot/demo"));
        File.WriteAllText(folder.File("wwwroot/demo/index.html"), "<!doctype html>");

        string[] defaults = ["contentRoot=" + folder.Path, "urls=http://127.0.0.1:0", "environment=Production", "Serilog:MinimumLevel:Default=Fatal"];
        var builder = WebApplication.CreateBuilder([.. defaults.Concat(settings).Select(setting => $"--{setting}")]);
        builder.AddHosting();
        add?.Invoke(builder.Services);
        var log = new CapturedLog();
        builder.Services.AddSingleton<ILoggerProvider>(log);
        var app = builder.Build();
        app.CheckSettings();
        app.UseHosting();
        app.MapHosting();
        map?.Invoke(app);
        await app.StartAsync();
        return new HostedApp(app, folder, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        folder.Dispose();
    }
}
