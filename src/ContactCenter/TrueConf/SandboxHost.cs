using ContactCenter.Hosting.Settings;
using Microsoft.Extensions.Options;
using TrueConf.Sandbox;

namespace ContactCenter.TrueConf;

/// <summary>Runs the sandbox beside the server, from before anything asks TrueConf Server until nothing does any more.</summary>
internal sealed partial class SandboxHost(
    TrueConfAddress address,
    IOptions<TrueConfOptions> trueConf,
    IOptions<SandboxOptions> sandbox,
    IHostEnvironment environment,
    TimeProvider clock,
    ILogger<SandboxHost> logger) : IHostedLifecycleService
{
    private SandboxServer? _server;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!sandbox.Value.IsWanted(environment, trueConf.Value))
        {
            return;
        }

        _server = await StartSandboxAsync(cancellationToken);
        LogRuns(_server.Url, new Uri(_server.Url, "client"));

        // A server that was named is the one that is meant; the sandbox is then only there to be looked at.
        if (trueConf.Value.ServerUrl.Length == 0)
        {
            address.Set(_server.Url, SandboxServer.ClientId, SandboxServer.ClientSecret);
        }
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<SandboxServer> StartSandboxAsync(CancellationToken cancellationToken)
    {
        var url = sandbox.Value.Url;
        try
        {
            return await SandboxServer.StartAsync(url, clock, cancellationToken);
        }
        catch (IOException e)
        {
            throw new StartRefusedException($"ContactCenter does not start: Sandbox:Url is {url}; the sandbox cannot listen there. {e.Message}");
        }
    }

    [LoggerMessage(LogLevel.Information, "The sandbox stands in for TrueConf Server at {Url}. Be an operator: {Client}")]
    private partial void LogRuns(Uri url, Uri client);
}
