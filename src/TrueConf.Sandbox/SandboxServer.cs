using Microsoft.Extensions.DependencyInjection.Extensions;
using TrueConf.Sandbox.Api;
using TrueConf.Sandbox.Conferences;
using TrueConf.Sandbox.Control;
using TrueConf.Sandbox.Live;

namespace TrueConf.Sandbox;

/// <summary>A TrueConf Server to try things with. It stands alone: nothing of the process around it configures it.</summary>
public sealed partial class SandboxServer : IAsyncDisposable
{
    /// <summary>The OAuth2 application it knows.</summary>
    public const string ClientId = "contact-center";

    /// <summary>Its secret: the sandbox is no secret.</summary>
    public const string ClientSecret = "sandbox";

    /// <summary>What TrueConf ids end in.</summary>
    public const string Domain = "sandbox.local";

    private static readonly TimeSpan _stopsWithin = TimeSpan.FromMilliseconds(500);

    private readonly WebApplication _app;
    private readonly Switchboard _switchboard;
    private readonly AccessTokens _tokens;
    private readonly Faults _faults;
    private readonly SandboxLog _log;

    private SandboxServer(WebApplication app)
    {
        _app = app;
        _switchboard = app.Services.GetRequiredService<Switchboard>();
        _tokens = app.Services.GetRequiredService<AccessTokens>();
        _faults = app.Services.GetRequiredService<Faults>();
        _log = app.Services.GetRequiredService<SandboxLog>();
        Url = new Uri(app.Urls.First());
    }

    /// <summary>Where it listens; with the real port when 0 was asked for.</summary>
    public Uri Url { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="url">Such as <c>http://127.0.0.1:5090</c>; port 0 picks a free one.</param>
    /// <param name="clock">Times everything the server does by itself: answers, lags, lingering, tokens.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static Task<SandboxServer> StartAsync(string url, TimeProvider clock, CancellationToken cancellationToken) =>
        StartAsync(url, clock, logging: null, cancellationToken);

    /// <summary>Starts a server that logs; without a factory it is silent.</summary>
    public static async Task<SandboxServer> StartAsync(
        string url, TimeProvider clock, ILoggerFactory? logging, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = _stopsWithin);
        // The process around it decides when to stop; signals are not for us.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoSignals>());
        if (logging is not null)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(logging));
        }

        builder.Services.AddSingleton(clock).AddSingleton<SandboxLog>().AddSingleton<Faults>().AddSingleton<AccessTokens>().AddSingleton<Switchboard>();

        var app = builder.Build();
        app.Urls.Add(url);
        app.AllowEveryOrigin();
        app.UseRouting();
        app.UseMiddleware<RequestRecorder>();
        app.UseMiddleware<FaultInjection>();
        app.UseWebSockets();
        app.MapTrueConfApi();
        app.MapPages();
        app.MapSwitches();
        await app.StartAsync(cancellationToken);
        return new SandboxServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
