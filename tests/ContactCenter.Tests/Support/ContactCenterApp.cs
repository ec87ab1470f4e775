using ContactCenter.Routing;
using ContactCenter.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Support;

/// <summary>The whole product on this machine: the real server on a free port, pointed at a sandbox of its own. Tests speak to it in verbs of people.</summary>
/// <remarks>As many as a test likes stand side by side in one process; each has its own data, which <see cref="RestartAsync"/> keeps.</remarks>
internal sealed partial class ContactCenterApp : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly CapturedLog _log = new();
    private readonly (string Key, string Value)[] _settings;
    private readonly TimeProvider? _clock;
    private readonly bool _hasSandbox;
    private QueueBook? _queues;
    private WebApplication? _server;

    private ContactCenterApp(SandboxServer sandbox, bool hasSandbox, TimeProvider? clock, (string Key, string Value)[] settings) =>
        (Sandbox, _hasSandbox, _clock, _settings) = (sandbox, hasSandbox, clock, settings);

    /// <summary>TrueConf Server's part: its operators, its conferences, its bad days.</summary>
    public SandboxServer Sandbox { get; }

    /// <summary>Where guests reach the server; the same after a restart.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>All the server has logged, over its restarts.</summary>
    public IReadOnlyList<CapturedLog.Entry> Log => _log.Entries;

    public static Task<ContactCenterApp> StartAsync(params (string Key, string Value)[] settings) => StartAsync(clock: null, settings);

    /// <summary>With a clock of the test's for the server. The sandbox keeps the real one.</summary>
    public static async Task<ContactCenterApp> StartAsync(TimeProvider? clock, params (string Key, string Value)[] settings)
    {
        var sandbox = await SandboxServer.StartAsync("http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);
        return await StartAsync(new ContactCenterApp(sandbox, hasSandbox: true, clock, settings));
    }

    private static async Task<ContactCenterApp> StartAsync(ContactCenterApp app)
    {
        try
        {
            await app.StartServerAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A browser's worth of connection to the server.</summary>
    public HttpClient Guest() => new() { BaseAddress = Address };

    /// <summary>The server goes away in an orderly manner; the sandbox and the data stay.</summary>
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.StopAsync().WithTimeout("the server has stopped");
            await server.DisposeAsync();
        }
    }

    /// <summary>The server goes away and comes back with the same data, at the same address.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_hasSandbox)
        {
            await Sandbox.DisposeAsync();
        }

        _data.Dispose();
    }

    private async Task StartServerAsync()
    {
        (string Key, string Value)[] here =
        [
            ("urls", Address.ToString()),
            ("Serilog:MinimumLevel:Default", "Fatal"),
            ("Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime", "Fatal"),
        ];
        _server = Program.Build(ServerArguments.For(Sandbox, _data, [.. here, .. _settings]), services =>
        {
            services.AddSingleton<ILoggerProvider>(_log);
            if (_queues is not null)
            {
                services.AddSingleton(_queues);
            }

            if (_clock is not null)
            {
                services.AddSingleton(_clock);
            }
        });
        _server.OpenStorage();
        await _server.StartAsync().WithTimeout("the server has started");
        Address = new Uri(_server.Urls.Single());
    }
}
