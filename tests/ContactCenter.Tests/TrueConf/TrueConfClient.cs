using ContactCenter.Conferences;
using ContactCenter.Hosting.Metrics;
using ContactCenter.Operators;
using ContactCenter.Tests.Support;
using ContactCenter.TrueConf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Tests.TrueConf;

/// <summary>The folder <c>TrueConf</c> as the server puts it together, pointed at some server.</summary>
internal sealed class TrueConfClient : IAsyncDisposable
{
    public const string Secret = "very-secret";

    public static readonly InstallationId Installation = new("here");

    private readonly IHost _host;

    /// <param name="url">Where the server is.</param>
    /// <param name="timeout">Of one attempt; short where a test waits for it, in real time.</param>
    /// <param name="clock">One that does not wait between attempts, unless a time-out is waited for.</param>
    /// <param name="settings">More settings, or others.</param>
    public TrueConfClient(Uri url, TimeSpan? timeout = null, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TrueConf:ServerUrl"] = url.ToString(),
            ["TrueConf:ClientId"] = "contact-center",
            ["TrueConf:ClientSecret"] = Secret,
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(one => one.Key, one => (string?)one.Value));

        builder.Logging.AddProvider(Log);
        builder.Services.AddSingleton(clock ?? (timeout is null ? new SkippingClock() : TimeProvider.System));
        builder.Services.AddSingleton<IInstallation>(new FixedInstallation());
        builder.Services.AddTrueConf();
        builder.Services.PostConfigure<TrueConfOptions>(options => options.RequestTimeout = timeout ?? options.RequestTimeout);
        builder.Services.AddMetricsReader();
        _host = builder.Build();
        _host.Services.GetRequiredService<MetricsReader>();
    }

    public CapturedLog Log { get; } = new();

    public IOperatorDirectory Directory => _host.Services.GetRequiredService<IOperatorDirectory>();

    public IConferenceServer Conferences => _host.Services.GetRequiredService<IConferenceServer>();

    /// <summary>What the metrics tell from the first question on.</summary>
    public async Task<Scrape> ScrapeAsync() => new(await _host.Services.GetRequiredService<MetricsReader>().ReadAsync(CancellationToken.None));

    public TrueConfCondition Condition => _host.Services.GetRequiredService<TrueConfCondition>();

    public async Task<HealthReportEntry> HealthAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["trueconf"];

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    internal sealed class FixedInstallation : IInstallation
    {
        public Task<InstallationId> IdAsync(CancellationToken cancellationToken) => Task.FromResult(Installation);
    }
}
