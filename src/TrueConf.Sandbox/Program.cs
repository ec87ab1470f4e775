using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Console;
using TrueConf.Sandbox;

// Only for the address: --urls, then ASPNETCORE_URLS, then ours.
var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddCommandLine(args).Build();
var url = configuration["urls"]?.Split(';')[0] ?? "http://127.0.0.1:5090";

using var logging = LoggerFactory.Create(log => log.AddSimpleConsole(c => c.ColorBehavior = LoggerColorBehavior.Disabled).SetMinimumLevel(LogLevel.Warning));
await using var server = await SandboxServer.StartAsync(url, TimeProvider.System, logging, CancellationToken.None);
Console.WriteLine($"""
    TrueConf Sandbox
      an operator's client  {new Uri(server.Url, "/client")}
      the API               {new Uri(server.Url, "/api/v3.11/")}  ({SandboxServer.ClientId} / {SandboxServer.ClientSecret})
      switches              {new Uri(server.Url, "/_sandbox")}
    """);

var stop = new TaskCompletionSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await stop.Task;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
